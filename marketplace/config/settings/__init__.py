"""The settings, one module per concern; what an operator sets comes from the environment."""

from marketplace.config.settings.apps import *
from marketplace.config.settings.database import *
from marketplace.config.settings.messages import *
from marketplace.config.settings.security import *
from marketplace.config.settings.sign_in import *
from marketplace.config.settings.static import *
