// Draws the report's plots when the page has its final widths, and makes its legends work.
const config = {
  displaylogo: false,
  responsive: true,
  modeBarButtonsToRemove: ["lasso2d", "select2d", "autoScale2d"],
};
for (const plot of plots) {
  plot.shares = { y: plot.data.map((trace) => trace.y), axis: { ...plot.layout.yaxis } };
  Plotly.newPlot(plot.id, plot.data, plot.layout, config);
}

function plotsIn(section) {
  return plots.filter((plot) => section.contains(document.getElementById(plot.id)));
}

// A press on a legend's key hides or shows its curve or part in all plots of the section.
for (const key of document.querySelectorAll("button.key")) {
  key.onclick = () => {
    const hidden = key.classList.toggle("off");
    for (const plot of plotsIn(key.closest("section"))) {
      const traces = plot.data.flatMap((trace, place) =>
        trace.legendgroup === key.dataset.group ? [place] : []);
      if (traces.length) Plotly.restyle(plot.id, { visible: !hidden }, traces);
    }
  };
}

// Shares or seconds.
for (const button of document.querySelectorAll("button[data-scale]")) {
  button.onclick = () => {
    for (const other of button.parentElement.children) other.classList.toggle("on", other === button);
    for (const plot of plotsIn(button.closest("section"))) {
      const { y, axis } = plot[button.dataset.scale];
      const yaxis = { ...plot.layout.yaxis, ...axis, autorange: false };
      Plotly.update(plot.id, { y }, { yaxis });
    }
  };
}
