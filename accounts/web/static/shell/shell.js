// Improvements only: every page works without this file.
import {
  Button,
  ErrorSummary,
  NotificationBanner,
  ServiceNavigation,
  SkipLink,
  createAll,
} from "../vendor/govuk-frontend/govuk-frontend.min.js";

createAll(Button, { preventDoubleClick: true });
createAll(ErrorSummary);
createAll(NotificationBanner);
createAll(ServiceNavigation);
createAll(SkipLink);

// Filters are open by default; where the screen is narrow the results come first.
if (window.matchMedia("(max-width: 40em)").matches) {
  document.querySelectorAll("details[data-fold]").forEach((details) => {
    details.removeAttribute("open");
  });
}
