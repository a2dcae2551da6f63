// Package webtest opens our pages in a real browser, for tests.
//
// A test that asks for a browser where there is none is skipped. $CONSTAT_LOOK names
// a folder where pictures of the pages are left, so that somebody looks at them;
// $CONSTAT_AXE the file axe.min.js of axe-core, which finds what keeps people with a
// disability out.
package webtest

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Sizes of a window.
const (
	Phone  = 360
	Laptop = 1280
)

// patience bounds one step; a machine that tests much else is slow.
const patience = 60 * time.Second

// A Browser is a Chromium of the test's own, that ends with it.
type Browser struct{ running context.Context }

// Open starts a browser.
func Open(t testing.TB) *Browser {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if p, err := exec.LookPath(name); err == nil && path == "" {
			path = p
		}
	}
	if path == "" {
		t.Skip("no Chromium here")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("lang", "fr"))
	if os.Geteuid() == 0 {
		options = append(options, chromedp.NoSandbox)
	}
	allocated, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	running, leave := chromedp.NewContext(allocated)
	t.Cleanup(leave)
	b := &Browser{running}
	if err := chromedp.Do(running, chromedp.Navigate("about:blank")); err != nil {
		t.Fatalf("start the browser: %v", err)
	}
	return b
}

// A Tab is a page in a window.
type Tab struct {
	t       testing.TB
	Context context.Context // for chromedp's own actions
	still   bool            // no script runs
}

// Option sets up a tab.
type Option func(t *Tab)

// Width is how wide the window is, in CSS pixels; a [Phone] has fingers.
func Width(px int64) Option {
	return func(t *Tab) {
		if px <= 480 {
			t.Do(chromedp.EmulateViewport(px, 740, chromedp.EmulateMobile, chromedp.EmulateScale(2)))
			return
		}
		t.Do(chromedp.EmulateViewport(px, 900))
	}
}

// Dark has the page shown to somebody who likes it so.
func Dark(t *Tab) { t.media("", "prefers-color-scheme", "dark") }

// Light likewise.
func Light(t *Tab) { t.media("", "prefers-color-scheme", "light") }

// Paper shows what would be printed.
func Paper(t *Tab) { t.media("print", "prefers-color-scheme", "light") }

// NoScript shows the page to somebody whose browser runs none.
func NoScript(t *Tab) {
	_, err := chromedp.Call(t.Context, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	t.must("switch scripts off", err)
	t.still = true
}

func (t *Tab) media(medium, feature, value string) {
	_, err := chromedp.Call(t.Context, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: medium, Features: []*emulation.MediaFeature{{Name: feature, Value: value}}})
	t.must("set the medium", err)
}

// Tab opens a new one.
func (b *Browser) Tab(t testing.TB, options ...Option) *Tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(b.running)
	t.Cleanup(cancel)
	tab := &Tab{t: t, Context: ctx}
	tab.must("open a tab", chromedp.Do(ctx, chromedp.Navigate("about:blank"))) // a tab ends with the context of its first step
	for _, o := range options {
		o(tab)
	}
	return tab
}

// Do takes steps, one after the other.
func (t *Tab) Do(steps ...chromedp.Action[chromedp.Void]) {
	t.t.Helper()
	for i, s := range steps {
		ctx, cancel := context.WithTimeout(t.Context, patience)
		err := chromedp.Do(ctx, s)
		cancel()
		if err != nil {
			t.t.Fatalf("step %d: %v\n%s", i+1, err, t.seen())
		}
	}
}

// Go opens an address.
func (t *Tab) Go(address string) {
	t.t.Helper()
	t.Do(chromedp.Navigate(address))
}

// Submit presses what the selector finds and waits for the page that comes.
func (t *Tab) Submit(selector string) {
	t.t.Helper()
	ctx, cancel := context.WithTimeout(t.Context, patience)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.WaitEvent(page.LoadEventFired, func(page.EventLoadEventFired) bool { return true }, chromedp.Click(chromedp.CSS(selector)))); err != nil {
		t.t.Fatalf("press %s: %v\n%s", selector, err, t.seen())
	}
}

// Type puts text into a field in place of what is there, key by key.
func (t *Tab) Type(selector, text string) {
	t.t.Helper()
	t.Do(chromedp.WaitVisible(chromedp.CSS(selector)))
	Eval[bool](t, "document.querySelector("+strconv.Quote(selector)+").value = '', true")
	t.Do(chromedp.SendKeys(chromedp.CSS(selector), text))
}

// Set gives a field a value at once: a date, an item of a list.
func (t *Tab) Set(selector, value string) {
	t.t.Helper()
	t.Do(chromedp.SetValue(chromedp.CSS(selector), value))
}

// Click presses what leads to no other page.
func (t *Tab) Click(selector string) {
	t.t.Helper()
	t.Do(chromedp.Click(chromedp.CSS(selector)))
}

// Choose chooses files of this machine.
func (t *Tab) Choose(selector string, files ...string) {
	t.t.Helper()
	t.Do(chromedp.SetUploadFiles(chromedp.CSS(selector), files))
}

// Text is what one reads on the page.
func (t *Tab) Text() string {
	t.t.Helper()
	return Eval[string](t, `document.body.innerText`)
}

// Wants says which sentences are not on the page.
func (t *Tab) Wants(sentences ...string) {
	t.t.Helper()
	text := plain(t.Text())
	for _, s := range sentences {
		if !strings.Contains(text, plain(s)) {
			t.t.Fatalf("%q is not on the page:\n%s", s, text)
		}
	}
}

// plain has the spaces and apostrophes of a keyboard.
func plain(s string) string {
	return strings.NewReplacer("\u00a0", " ", "’", "'").Replace(s)
}

func (t *Tab) seen() string {
	ctx, cancel := context.WithTimeout(t.Context, 5*time.Second)
	defer cancel()
	s, _ := chromedp.Run(ctx, chromedp.Evaluate[string](`location.href + "\n" + document.body.innerText`))
	return s
}

func (t *Tab) must(what string, err error) {
	t.t.Helper()
	if err != nil {
		t.t.Fatalf("%s: %v", what, err)
	}
}

// Eval runs a script, past the page's own policy.
func Eval[T any](t *Tab, script string) T {
	t.t.Helper()
	ctx, cancel := context.WithTimeout(t.Context, patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.t.Fatalf("%.60s: %v\n%s", script, err, t.seen())
	}
	return v
}

// Until waits for a script to say true, over whatever pages come.
func (t *Tab) Until(script string) {
	t.t.Helper()
	ctx, cancel := context.WithTimeout(t.Context, patience)
	defer cancel()
	for {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("!!("+script+")"))
		if err == nil && ok {
			return
		}
		if wait := chromedp.Do(ctx, chromedp.Sleep(50*time.Millisecond)); wait != nil {
			t.t.Fatalf("%s never came: %v\n%s", script, err, t.seen())
		}
	}
}

// Look leaves a picture of the whole page as NAME.png where $CONSTAT_LOOK says, and
// finds fault with a page that is wider than its window.
func (t *Tab) Look(name string) {
	t.t.Helper()
	if over := Eval[int](t, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); over > 0 {
		t.t.Errorf("%s is %d pixels wider than its window", name, over)
	}
	dir := os.Getenv("CONSTAT_LOOK")
	if dir == "" {
		return
	}
	size, err := chromedp.Call(t.Context, page.GetLayoutMetrics, cdp.Empty{})
	t.must("measure the page", err)
	yes := true
	shot, err := chromedp.Call(t.Context, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatPng, FromSurface: &yes, CaptureBeyondViewport: &yes,
		Clip: &page.Viewport{Width: size.CSSContentSize.Width, Height: size.CSSContentSize.Height, Scale: 1}})
	t.must("picture the page", err)
	t.must("keep the picture", os.MkdirAll(dir, 0o755))
	t.must("keep the picture", os.WriteFile(filepath.Join(dir, name+".png"), shot.Data, 0o644))
}

// Axe finds fault with what axe-core finds fault with.
func (t *Tab) Axe(name string) {
	t.t.Helper()
	file := os.Getenv("CONSTAT_AXE")
	if t.still {
		return // axe-core is a script
	}
	if file == "" {
		t.t.Log("$CONSTAT_AXE names no axe.min.js: not checked")
		return
	}
	source, err := os.ReadFile(file)
	t.must("read axe-core", err)
	ctx, cancel := context.WithTimeout(t.Context, patience)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Evaluate[bool](string(source)+"\n;true")); err != nil {
		t.t.Fatalf("axe-core: %v", err)
	}
	found := Eval[string](t, `axe.run(document, {resultTypes: ["violations"]}).then(r => JSON.stringify(r.violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.map(n => n.html + " | " + n.failureSummary)}))))`)
	var faults []struct {
		ID, Help string
		Nodes    []string
	}
	t.must("read what axe-core found", json.Unmarshal([]byte(found), &faults))
	for _, f := range faults {
		t.t.Errorf("%s: axe %s: %s\n  %s", name, f.ID, f.Help, strings.Join(f.Nodes, "\n  "))
	}
}
