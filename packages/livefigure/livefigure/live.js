// The browser's part of widgets.py: a picture that follows the controls, and a pad to draw on.
function render(context) {
  hideStill(context);
  return context.model.get("role") === "pad" ? pad(context) : picture(context);
}
export default { render };

// The still picture, an output of its own, is hidden as long as this view is on the page.
function hideStill({ model, el }) {
  const still = `[data-still="${model.get("still")}"]`;
  const style = document.createElement("style");
  style.textContent = `${still}, .jp-OutputArea-child:has(${still}) { display: none; }`;
  el.append(style);
}

// ---- the picture

function picture({ model, el }) {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("role", "img");
  canvas.className = "live-picture";
  Object.assign(canvas.style, { display: "block", maxWidth: "100%", background: "white" });
  const fit = () => {
    const [width, height] = [model.get("width"), model.get("height")];
    Object.assign(canvas.style, { width: `${width}px`, aspectRatio: `${width} / ${height}` });
  };
  const ended = document.createElement("div");
  ended.hidden = true;
  ended.setAttribute("role", "status");
  ended.textContent = "Not live now: its kernel has stopped. Run the cell again to move it.";
  el.append(canvas, ended);

  // A frame is painted over the one before, so each is shown, in the order of arrival; they are
  // unpacked at the same time.
  const pen = canvas.getContext("2d");
  let before = Promise.resolve();
  function show() {
    const [number, corner] = [model.get("number"), model.get("corner")];
    const bitmap = createImageBitmap(new Blob([model.get("frame")], { type: "image/png" }));
    before = Promise.all([bitmap, before]).then(([bitmap]) => {
      if (!corner.length) [canvas.width, canvas.height] = [bitmap.width, bitmap.height];  // clears it
      pen.drawImage(bitmap, ...(corner.length ? corner : [0, 0]));
      bitmap.close();
      canvas.dataset.number = number;
      describe();
      if (model.get("playing")) requestAnimationFrame(() => model.send({ seen: number }));
    });
  }
  const describe = () => {
    const then = model.get("number") > 1 ? "As it was at the start: " : "";
    canvas.setAttribute("aria-label", then + model.get("alt"));
  };
  const fade = () => { canvas.style.opacity = model.get("wrong") ? 0.4 : 1; };
  const end = () => {
    if (model.comm_live === false || end.now) { ended.hidden = false; canvas.style.opacity = 0.4; }
  };
  // The density changes with the screen that the window is on, and with the browser's zoom.
  let screen;
  const sendDensity = () => {
    screen?.removeEventListener("change", sendDensity);
    screen = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`);
    screen.addEventListener("change", sendDensity);
    if (Math.abs(model.get("density") - window.devicePixelRatio) > 0.01) {
      model.set("density", window.devicePixelRatio);
      model.save_changes();
    }
  };
  const onEnd = () => { end.now = true; end(); };
  // Nothing tells a page that its kernel was shut down. So where a move brings no picture, a message
  // is tried, which Python ignores, and which cannot be sent without a kernel.
  const onMove = () => {
    const before = model.get("number");
    clearTimeout(onMove.later);
    onMove.later = setTimeout(() => {
      if (model.get("number") !== before) return;
      try { model.send({}); } catch { onEnd(); }
    }, 400);
  };
  model.on("change:number", show);
  model.on("change:width", fit);
  model.on("change:height", fit);
  model.on("change:alt", describe);
  model.on("change:wrong", fade);
  model.on("comm_live_update", onEnd);
  fit(); describe(); fade(); show(); sendDensity();
  if (model.get("corner").length) model.send({ new: true });
  const forget = watchControls(el, onMove);
  return () => {
    clearTimeout(onMove.later);
    model.off("change:number", show);
    model.off("change:width", fit);
    model.off("change:height", fit);
    model.off("change:alt", describe);
    model.off("change:wrong", fade);
    model.off("comm_live_update", onEnd);
    screen.removeEventListener("change", sendDensity);
    forget();
  };
}

const MOVES = ["pointerdown", "keydown", "change"];
const READS = ["focus", "keydown", "blur"];

// ipywidgets gives the parts of its sliders no name that a screen reader could say, and as their
// value a number without rounding.
function watchControls(el, onMove) {
  let watcher = null, root = null;
  // The picture has a size from when it stands in the page, which may be long after it was made.
  const arrival = new ResizeObserver(start);
  arrival.observe(el);
  function start() {
    root = el.closest(".live-figure");
    if (!root) return;
    arrival.disconnect();
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", "Live figure");
    keepKeys(root);
    const give = (part, name, text) => {
      if (part.getAttribute(name) !== text) part.setAttribute(name, text);
    };
    const name = () => {
      for (const label of root.querySelectorAll(".widget-label")) {
        const handle = label.parentElement.querySelector(".noUi-handle");
        const readout = label.parentElement.querySelector(".widget-readout");
        if (handle) give(handle, "aria-label", label.textContent);
        if (readout) {
          give(readout, "aria-label", `${label.textContent}, type a value`);
          give(readout, "role", "textbox");
        }
        if (handle && readout) give(handle, "aria-valuetext", readout.textContent);
      }
    };
    name();
    watcher = new MutationObserver(name);
    const attributeFilter = ["aria-valuetext"];
    watcher.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter });
    for (const kind of MOVES) root.addEventListener(kind, onMove);
    for (const kind of READS) root.addEventListener(kind, readValue, true);
  }
  return () => {
    arrival.disconnect();
    watcher?.disconnect();
    for (const kind of MOVES) root?.removeEventListener(kind, onMove);
    for (const kind of READS) root?.removeEventListener(kind, readValue, true);
  };
}

// ipywidgets show −0.5 with a minus sign, but read a typed value only with a hyphen and a point, and
// only at Enter. To change the text while it loses the focus would give it the caret back.
function readValue({ type, key, target }) {
  if (!target.classList?.contains("widget-readout")) return;
  if (type === "focus") target.shown = target.textContent;
  if (type === "blur" && target.textContent !== target.shown) {
    const enter = new KeyboardEvent("keydown", { key: "Enter", keyCode: 13, bubbles: true });
    setTimeout(() => target.dispatchEvent(enter));
  }
  if (type === "keydown" && key === "Enter") {
    const typed = target.textContent.replace("\u2212", "-").replace(",", ".");
    if (typed !== target.textContent) target.textContent = typed;
  }
}

// Keys belong to the control that has the focus, and never reach the notebook's shortcuts. Their
// dispatcher (Lumino's) asks the focused element first, so the mark has to be on that element itself.
function keepKeys(root) {
  root.addEventListener("focusin", ({ target }) => { target.dataset.lmSuppressShortcuts = "true"; });
}

// ---- the pad

function pad({ model, el }) {
  const size = model.get("size");
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  canvas.tabIndex = 0;
  canvas.className = "live-pad";
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", `${model.get("alt")} Delete clears it.`);
  Object.assign(canvas.style, {
    width: `${size}px`, height: `${size}px`, background: "white", border: "1px solid #8a8a8a",
    borderRadius: "4px", touchAction: "none", cursor: "crosshair", display: "block",
  });
  const hint = document.createElement("div");
  hint.className = "live-hint";
  hint.textContent = "draw here";
  hint.setAttribute("aria-hidden", "true");
  Object.assign(hint.style, {
    position: "absolute", top: `${size / 2 - 10}px`, width: `${size}px`, lineHeight: "20px",
    textAlign: "center", color: "#6b6b6b", pointerEvents: "none",
  });
  el.style.position = "relative";
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Clear";
  button.className = "jupyter-button widget-button live-clear";
  button.style.width = "76px";
  button.setAttribute("aria-label", "Clear the drawing pad");
  el.append(canvas, hint, button);
  keepKeys(el);

  const pen = canvas.getContext("2d", { willReadFrequently: true });
  Object.assign(pen, { lineCap: "round", lineJoin: "round", lineWidth: size / 13, strokeStyle: "#222" });
  let last = null, pointer = null, sending = false, mine = null;
  function send() {
    if (sending) return;
    sending = true;
    requestAnimationFrame(() => {
      sending = false;
      const rgba = pen.getImageData(0, 0, size, size).data;
      const ink = new Uint8Array(size * size);
      for (let i = 0; i < ink.length; i++) ink[i] = rgba[4 * i + 3];
      mine = new DataView(ink.buffer);
      model.set("ink", mine);
      model.save_changes();
    });
  }
  function at(event) {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left - 1) * size / (box.width - 2),
            (event.clientY - box.top - 1) * size / (box.height - 2)];
  }
  function line(from, to) {
    pen.beginPath(); pen.moveTo(...from); pen.lineTo(...to); pen.stroke();
    hint.hidden = true;
    send();
  }
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || last) return;  // a second finger or a palm does not draw
    pointer = event.pointerId;
    canvas.setPointerCapture(pointer);
    canvas.focus({ preventScroll: true });
    last = at(event);
    line(last, [last[0] + 0.01, last[1]]);
    event.preventDefault();
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!last || event.pointerId !== pointer) return;
    for (const part of event.getCoalescedEvents?.() ?? [event]) {
      const next = at(part);
      line(last, next);
      last = next;
    }
  });
  const lift = (event) => { if (event.pointerId === pointer) last = null; };
  canvas.addEventListener("pointerup", lift);
  canvas.addEventListener("pointercancel", lift);
  function clear() { pen.clearRect(0, 0, size, size); hint.hidden = false; send(); }
  button.addEventListener("click", clear);
  canvas.addEventListener("keydown", (event) => {
    if (event.key === "Delete" || event.key === "Backspace") {
      clear();
      event.preventDefault();
      event.stopPropagation();
    }
  });

  // What Python puts on the pad: a digit set, or nothing after Reset.
  function fill() {
    const data = model.get("ink");
    if (data === mine || last) return;
    pen.clearRect(0, 0, size, size);
    const whole = data && data.byteLength === size * size;
    const ink = whole ? new Uint8Array(data.buffer, data.byteOffset, size * size) : [];
    hint.hidden = ink.some((value) => value > 0);
    if (!hint.hidden) return;
    const image = pen.createImageData(size, size);
    for (let i = 0; i < ink.length; i++) {
      image.data.set([34, 34, 34, ink[i]], 4 * i);
    }
    pen.putImageData(image, 0, 0);
  }
  model.on("change:ink", fill);
  fill();
  return () => model.off("change:ink", fill);
}
