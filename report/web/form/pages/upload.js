(() => {
  const form = document.getElementById("upload"), list = document.getElementById("progress"), input = document.getElementById("voucher");
  const size = 1 << 20, button = form.querySelector("button");
  input.multiple = true;
  const wait = ms => new Promise(done => setTimeout(done, ms));
  const words = (key, name, percent) => form.dataset[key].replace("%s", () => name).replace("%p", percent);
  const ask = async (fields, piece) => {
    const body = new FormData();
    for (const key of ["no", "code", "head"]) body.append(key, form.elements[key].value);
    for (const key in fields) body.append(key, fields[key]);
    if (piece) body.append("file", piece, "piece");
    const answer = await fetch(form.dataset.to, {method: "POST", body, signal: AbortSignal.timeout(300000)});
    const says = await answer.json().catch(() => ({}));
    if (!answer.ok) throw Object.assign(new Error(says.say || ""), {final: answer.status === 403 || answer.status === 422 || answer.status === 507});
    return says;
  };
  const patient = async (fields, piece, row) => {
    for (let turn = 0; ; turn++) {
      try { return await ask(fields, piece); } catch (e) {
        if (e.final || turn === 12) throw e;
        row.say("waiting");
        await wait(Math.min(30000, 500 * 2 ** turn));
      }
    }
  };
  const send = async file => {
    const line = document.createElement("p"), bar = document.createElement("progress"), name = file.name;
    bar.max = Math.max(1, Math.ceil(file.size / size));
    bar.value = 0;
    bar.setAttribute("aria-label", name);
    list.append(line, bar);
    const row = {say: (key, percent) => { line.textContent = words(key, name, percent); }};
    try {
      if (file.size > form.dataset.most * size) { row.say("large"); line.className = "wrong"; bar.remove(); return; }
      row.say("going", 0);
      const {voucher} = await patient({do: "begin", name, type: file.type}, null, row);
      for (let n = 1; n <= bar.max; n++) {
        await patient({do: "piece", voucher, n}, file.slice((n - 1) * size, n * size), row);
        bar.value = n;
        row.say("going", Math.floor(100 * n / bar.max));
      }
      await patient({do: "close", voucher}, null, row);
      row.say("done");
      bar.remove();
    } catch (e) {
      row.say("failed");
      if (e.final && e.message) line.textContent += " " + e.message;
      line.className = "wrong";
      bar.remove();
    }
  };
  form.addEventListener("submit", async event => {
    if (!input.files.length) return;
    event.preventDefault();
    button.disabled = true;
    for (const file of input.files) await send(file);
    input.value = "";
    button.disabled = false;
  });
})();
