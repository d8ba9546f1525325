// Says, before the page is drawn, that scripts run: only then may a menu be folded away.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
