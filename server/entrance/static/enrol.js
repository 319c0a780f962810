/** A link `/enrol#TOKEN` enrols without typing: what follows # never reaches a server's log. */

function enrolFromAddress() {
  const token = decodeURIComponent(location.hash.slice(1));
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-enrol]"));
  const field = /** @type {HTMLInputElement | null} */ (form && form.querySelector("[name=token]"));
  // "#main" is the skip link's; a token is never that short.
  if (!form || !field || token.length < 20) return;
  history.replaceState(null, "", location.pathname);
  field.value = token;
  form.requestSubmit();
}

enrolFromAddress();
addEventListener("hashchange", enrolFromAddress);
