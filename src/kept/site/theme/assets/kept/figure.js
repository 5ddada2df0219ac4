/* Made by kept: shows a diagram as large as the window. It is moved by dragging and by the arrow keys, and made
   larger and smaller by the wheel, by two fingers, and by + and -; 0 shows all of it again. */
document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-kept-enlarge]");
  if (!button) return;
  const figure = button.closest("figure");
  const frame = figure.querySelector(".kept-diagram__drawing");
  const drawing = frame.firstElementChild;
  const { width, height } = drawing.getBoundingClientRect();
  const words = (button.dataset.keptWords ?? "Larger|Smaller|Fit|All of it|Close|Diagram").split("|");
  const make = (name, parent, given) => parent.appendChild(Object.assign(document.createElement(name), given));
  const ariaLabel = figure.querySelector("figcaption")?.textContent ?? figure.ariaLabel ?? words[5];
  const dialog = make("dialog", document.body, { className: "kept-enlarged", ariaLabel });
  const stage = make("div", dialog, {});
  const tools = make("div", dialog, {});
  let x, y, scale;
  const show = () => (drawing.style.transform = `translate(${x}px, ${y}px) scale(${scale})`);
  const move = (right, down) => {
    x += right;
    y += down;
    show();
  };
  const zoom = (by, left = innerWidth / 2, top = innerHeight / 2) => {
    by = Math.min(30, Math.max(0.1, scale * by)) / scale;
    scale *= by;
    move((1 - by) * (left - x), (1 - by) * (top - y));
  };
  const fit = () => {
    scale = Math.min(innerWidth / width, innerHeight / height) * 0.9;
    x = (innerWidth - width * scale) / 2;
    y = (innerHeight - height * scale) / 2;
    show();
  };
  const keys = {
    "+": () => zoom(1.25),
    "=": () => zoom(1.25),
    "-": () => zoom(0.8),
    0: fit,
    ArrowLeft: () => move(50, 0),
    ArrowRight: () => move(-50, 0),
    ArrowUp: () => move(0, 50),
    ArrowDown: () => move(0, -50),
  };
  const tool = (textContent, ariaLabel, onclick) => make("button", tools, { textContent, ariaLabel, onclick });
  tool("+", words[0], keys["+"]);
  tool("\u2212", words[1], keys["-"]);
  tool(words[2], words[3], fit);
  tool("\u00d7", words[4], () => dialog.close());
  const fingers = new Map();
  stage.onpointerdown = event => {
    stage.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, event);
  };
  stage.onpointermove = event => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    fingers.set(event.pointerId, event);
    const other = [...fingers.values()].find(one => one !== event);
    const far = one => Math.hypot(one.x - other.x, one.y - other.y) || 1;
    if (other) zoom(far(event) / far(before), (event.x + other.x) / 2, (event.y + other.y) / 2);
    else move(event.x - before.x, event.y - before.y);
  };
  stage.onpointerup = stage.onpointercancel = event => fingers.delete(event.pointerId);
  stage.onwheel = event => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY / 500), event.x, event.y);
  };
  dialog.onkeydown = event => {
    event.stopPropagation(); // the theme has keys of its own
    if (event.ctrlKey || event.metaKey || !keys[event.key]) return;
    event.preventDefault();
    keys[event.key]();
  };
  dialog.onclose = () => {
    drawing.style.cssText = frame.style.cssText = "";
    frame.append(drawing);
    dialog.remove();
    button.focus();
  };
  addEventListener("popstate", () => dialog.close(), { once: true });
  frame.style.height = frame.offsetHeight + "px";
  drawing.style.width = width + "px";
  stage.append(drawing);
  dialog.showModal();
  fit();
});
