/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the charts of the page from their specifications, and ties controls to them. Nothing is fetched. */
"use strict";
(() => {
  const narrow = 300; // pixels: a chart is never drawn narrower
  const views = new Map();

  const config = {
    font: "system-ui, 'Segoe UI', 'DejaVu Sans', Arial, sans-serif",
    axis: {labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal", labelColor: "#1b1b1b", titleColor: "#1b1b1b", gridColor: "#e4e4e4"},
    legend: {labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal", labelLimit: 400},
    title: {fontSize: 13, anchor: "start"},
  };

  const widthOf = holder => Math.max(narrow, Math.floor(holder.clientWidth));

  const draw = async figure => {
    const text = figure.querySelector("script").textContent;
    const holder = figure.querySelector(".view");
    const spec = JSON.parse(text);
    const view = new kithVega.View(kithVega.parse(spec, config, {ast: true}), {
      expr: kithVega.expressionInterpreter, renderer: "svg", container: holder, hover: false,
    });
    view.width(widthOf(holder));
    await view.runAsync();
    views.set(figure.id, view);
    let drawn = holder.clientWidth;
    new ResizeObserver(() => {
      if (holder.clientWidth === drawn || holder.clientWidth === 0) return;
      drawn = holder.clientWidth;
      view.width(widthOf(holder)).runAsync();
    }).observe(holder);
  };

  /* An input names the signal of its figure that it sets, and the output that says in words what is shown. */
  const tie = input => {
    const figure = input.closest("figure");
    const output = figure.querySelector("output");
    const turn = async () => {
      const view = views.get(figure.id);
      if (!view) return;
      await view.signal(input.dataset.signal, Number(input.value)).runAsync();
      if (!output) return;
      output.textContent = view.signal(output.dataset.signal);
      for (const slider of figure.querySelectorAll("input[type=range]")) slider.setAttribute("aria-valuetext", output.textContent);
    };
    input.addEventListener("input", turn);
    if (input.type === "range" || input.checked) turn();
  };

  /* The specification is shown only when it is asked for: it may be long. */
  const lift = details => {
    const text = details.closest("figure").querySelector("script").textContent;
    const shown = details.querySelector("pre");
    details.addEventListener("toggle", () => { if (!shown.textContent) shown.textContent = JSON.stringify(JSON.parse(text), null, 1); });
    details.querySelector("button").addEventListener("click", async event => {
      getSelection().selectAllChildren(shown);
      try {
        await navigator.clipboard.writeText(shown.textContent);
        event.target.textContent = "Copied";
      } catch {
        event.target.textContent = "Selected: copy it now";
      }
    });
  };

  document.documentElement.classList.add("js");
  const figures = [...document.querySelectorAll("figure[id]")];
  /* One chart that cannot be drawn leaves the others as they are. */
  const attempt = async figure => {
    try {
      await draw(figure);
    } catch (error) {
      console.error(figure.id, error);
      figure.querySelector(".view").textContent = "This figure could not be drawn.";
    }
  };
  Promise.all(figures.map(attempt)).then(() => {
    document.querySelectorAll("input[data-signal]").forEach(tie);
    document.querySelectorAll("details.lift").forEach(lift);
    document.documentElement.classList.add("drawn");
  });
})();
