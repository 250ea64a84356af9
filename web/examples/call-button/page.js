// What a host page may make of the button's events: here, a list of them.
const events = document.querySelector("#events");

for (const name of ["started", "answered", "ended", "error"])
  document.addEventListener(`hausruf-call-${name}`, ({ detail }) => {
    const line = document.createElement("li");
    line.textContent = [name, detail.reason ?? detail.code].filter(Boolean).join(" ");
    events.append(line);
  });
