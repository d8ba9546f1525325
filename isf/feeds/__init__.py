"""Machine interfaces of the money: plain-text accounting out."""
