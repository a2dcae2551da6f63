"use strict";
// Shows what changed without loading the page over. Without it, loading it over does.
(function () {
  if (!window.EventSource || !window.fetch || !document.querySelector("[data-live]")) return;
  var voice = document.getElementById("voice"), last = said(document), busy = false, again = false;
  function said(d) { var e = d.querySelector("[data-say]"); return e ? e.textContent.replace(/\s+/g, " ").trim() : ""; }
  function take(text) {
    var d = new DOMParser().parseFromString(text, "text/html");
    document.querySelectorAll("[data-live]").forEach(function (old) {
      var fresh = d.querySelector('[data-live="' + old.dataset.live + '"]');
      if (!fresh || fresh.innerHTML === old.innerHTML) return;
      var at = document.activeElement, href = old.contains(at) ? at.getAttribute("href") : null;
      var open = [].map.call(old.querySelectorAll("details"), function (x) { return x.open; });
      old.className = fresh.className;
      old.innerHTML = fresh.innerHTML;
      old.querySelectorAll("details").forEach(function (x, i) { x.open = !!open[i]; });
      if (href) { var f = [].find.call(old.querySelectorAll("a"), function (a) { return a.getAttribute("href") === href; }); if (f) f.focus(); }
    });
    document.title = d.title;
    var now = said(d);
    if (voice && now && now !== last) voice.textContent = now;
    last = now;
  }
  function ask() {
    if (busy) { again = true; return; }
    busy = true;
    fetch(location.href, { headers: { "X-Constat-Live": "1" }, credentials: "same-origin" })
      .then(function (r) { if (r.status === 401) { location.reload(); return; } return r.ok ? r.text().then(take) : null; })
      .catch(function () {})
      .then(function () { busy = false; if (again) { again = false; setTimeout(ask, 1000); } });
  }
  var source = new EventSource("/live");
  source.addEventListener("changed", ask);
  source.addEventListener("left", function () { source.close(); location.reload(); });
  source.onerror = function () { if (source.readyState === 2) setInterval(ask, 30000); };
  addEventListener("pagehide", function () { source.close(); });
})();
