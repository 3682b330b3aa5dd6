// What is searched goes to the search page after « # », which browsers send to no server: no log can hold it.
// Without this script the form opens the same page and its list from A to Z; its field has no name, so sends nothing.
for (const form of document.querySelectorAll("form[role=search]:not(#recherche)"))
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    location.assign(`${form.action.split("#")[0]}#q=${encodeURIComponent(form.querySelector("input").value)}`);
  });
