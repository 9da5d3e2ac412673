// Draws every [data-chart] with ECharts, which is large and so fetched only when the first chart comes near the screen,
// in the page's tokens. The same numbers stand in the table below each chart.
// Canvas and text tooltips only: ECharts' SVG renderer and HTML tooltips write style attributes, which the CSP refuses.
(() => {
  "use strict";
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const ORDER = ["done", "ink-3", "good", "risk", "accent", "idle"];

  const option = (drawing) => {
    const ink = token("ink-2");
    const text = { color: ink, fontFamily: token("sans"), fontSize: 13 };
    const colours = drawing.series.map((series, i) => token(series.state || ORDER[i % ORDER.length]));
    const base = {
      animation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      textStyle: text,
      color: colours,
      aria: { enabled: true, label: { enabled: false }, decal: { show: drawing.series.length > 1 || drawing.kind === "pie" } },
      tooltip: {
        renderMode: "richText", trigger: drawing.kind === "pie" ? "item" : "axis", confine: true,
        backgroundColor: token("card"), borderColor: token("line-strong"), textStyle: { ...text, color: token("ink") },
        shadowBlur: 0, shadowColor: "transparent",
        valueFormatter: (value) => (value == null ? "—" : `${value.toLocaleString()} ${drawing.unit}`.trim()),
      },
      legend: { show: drawing.series.length > 1 || drawing.kind === "pie", bottom: 0, textStyle: text, itemWidth: 14, itemHeight: 10 },
    };
    if (drawing.kind === "pie") {
      const slices = drawing.categories.map((name, i) => ({ name, value: drawing.series[0].values[i] }));
      const series = { type: "pie", radius: ["45%", "70%"], center: ["50%", "44%"], data: slices, label: text, itemStyle: { borderColor: token("card"), borderWidth: 2 } };
      return { ...base, color: ORDER.map(token), series: [series] };
    }
    // No ticks at half a house or a fifth of a meeting.
    const isWhole = drawing.series.every((series) => series.values.every((value) => Number.isInteger(value ?? 0)));
    const line = { lineStyle: { color: token("line") } };
    return {
      ...base,
      grid: { left: 8, right: 12, top: 16, bottom: drawing.series.length > 1 ? 36 : 8, containLabel: true },
      xAxis: { type: "category", data: drawing.categories, axisLabel: text, axisTick: { show: false }, axisLine: { lineStyle: { color: token("line-strong") } } },
      yAxis: { type: "value", minInterval: isWhole ? 1 : 0, axisLabel: text, splitLine: line },
      series: drawing.series.map((series) => ({
        name: series.name, data: series.values, barMaxWidth: 28, symbolSize: 7,
        type: drawing.kind === "line" ? "line" : "bar",
        stack: drawing.kind === "stacked" ? "all" : undefined,
      })),
    };
  };

  const library = document.currentScript.dataset.library;
  let loading;
  const loaded = () => (loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = library;
    script.addEventListener("load", resolve);
    script.addEventListener("error", reject);
    document.head.append(script);
  }));

  const drawn = new Map();
  const draw = async (place) => {
    // Without the library the table below says the same.
    try { await loaded(); } catch { return; }
    if (!place.isConnected) return;
    const drawing = JSON.parse(document.getElementById(place.dataset.chart).textContent);
    const chart = drawn.get(place) || echarts.init(place, null, { renderer: "canvas" });
    drawn.set(place, chart);
    chart.setOption(option(drawing), true);
  };
  const near = new IntersectionObserver((seen) => seen.filter((one) => one.isIntersecting).forEach((one) => {
    near.unobserve(one.target);
    draw(one.target);
  }), { rootMargin: "80px" });
  const drawAll = (root) => root.querySelectorAll("[data-chart]").forEach((place) => (drawn.has(place) ? draw(place) : near.observe(place)));

  drawAll(document);
  document.addEventListener("htmx:load", (event) => {
    for (const [place, chart] of drawn) if (!place.isConnected) { chart.dispose(); drawn.delete(place); }
    drawAll(event.target);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawAll(document));
  new ResizeObserver(() => drawn.forEach((chart) => chart.resize())).observe(document.body);
})();
