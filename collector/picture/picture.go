// Package picture takes a picture of a page, when a browser is there.
//
// The browser is Chromium, run anew for each picture with a profile of its own,
// and led through a gate (see gate.go): it reaches the host of the page, and
// no other address that is not public. Nothing that lets a vantage in is ever
// handed to it. What it shows is no answer to a probe's question: it asks by
// itself, a moment later.
package picture

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/draw"
	"image/png"
	"net"
	"net/url"
	"os"
	"os/exec"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"

	"constat/store/record"
)

// takeFor bounds a picture as a whole, settle is left for a page to draw what
// came.
const (
	takeFor = 30 * time.Second
	settle  = 700 * time.Millisecond
)

// A Camera is a browser that was found.
type Camera struct {
	Path     string        // of the program
	Resolver *net.Resolver // nil: the system's
}

// Find returns the camera of this machine, nil where there is no browser.
func Find() *Camera {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return &Camera{Path: path}
		}
	}
	return nil
}

// Take pictures the page at an address of http or https. It always returns an
// entry: where no picture could be taken, with the fault that says why, and no
// files. Chain, round and reason are for the caller to fill in.
func (c *Camera) Take(ctx context.Context, address string) (e record.Picture, view, full []byte) {
	e.Time = record.At(time.Now())
	var t taken
	err := c.take(ctx, address, &t)
	e.Ended, e.Browser, e.Status, e.Refused = max(record.At(time.Now()), e.Time), t.browser, t.status, t.refused
	switch {
	case err == nil:
		e.Cut = t.cut
		return e, t.view, t.full
	case t.over:
		e.Fault = record.PictureLimit
	case errors.Is(err, context.DeadlineExceeded):
		e.Fault = record.PictureTimeout
	case t.browser != "" && !t.loaded:
		e.Fault = record.PictureLoad
	default:
		e.Fault = record.PictureBrowser
	}
	return e, nil, nil
}

// What taking a picture brought, as far as it came.
type taken struct {
	browser    string
	status     int
	refused    int64
	over       bool
	loaded     bool
	cut        bool
	view, full []byte
}

func (c *Camera) take(ctx context.Context, address string, t *taken) error {
	home, err := homeOf(address)
	if err != nil {
		return err
	}
	g, err := openGate(home, c.Resolver)
	if err != nil {
		return err
	}
	defer g.close()
	ctx, cancel := context.WithTimeout(ctx, takeFor)
	defer cancel()
	running, stop := chromedp.NewExecAllocator(ctx, c.options(g)...)
	defer stop()
	tab, leave := chromedp.NewContext(running)
	defer leave()
	defer func() { t.refused, t.over = g.refused.Load(), g.over() }()
	if err := t.open(tab, address); err != nil {
		return err
	}
	if g.over() {
		return errShut
	}
	return t.draw(tab)
}

// homeOf is the host and port that a page may be asked at, wherever they are.
func homeOf(address string) (string, error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", err
	}
	port := u.Port()
	switch {
	case u.Host == "" || u.User != nil:
		return "", errShut
	case port != "":
	case u.Scheme == "http":
		port = "80"
	case u.Scheme == "https":
		port = "443"
	default:
		return "", errShut
	}
	return net.JoinHostPort(u.Hostname(), port), nil
}

// options run the browser quietly: it asks for nothing but the page.
func (c *Camera) options(g *gate) []chromedp.ExecAllocatorOption {
	all := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(c.Path), chromedp.ProxyServer("http://"+g.address()), chromedp.Flag("proxy-bypass-list", "<-loopback>"),
		chromedp.WindowSize(record.PictureWidth, record.ViewHeight), chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-domain-reliability", true),
		chromedp.Flag("disable-features", "Translate,OptimizationHints,MediaRouter,InterestFeedContentSuggestions,CertificateTransparencyComponentUpdater,AutofillServerCommunication"),
		chromedp.Flag("no-pings", true), chromedp.Flag("disable-quic", true), chromedp.Flag("force-webrtc-ip-handling-policy", "disable_non_proxied_udp"), chromedp.Flag("dns-prefetch-disable", true),
	)
	if os.Geteuid() == 0 {
		all = append(all, chromedp.NoSandbox) // Chromium has no sandbox for root
	}
	return all
}

// open goes to the page, and gives it a moment to draw.
func (t *taken) open(tab context.Context, address string) error {
	version, err := chromedp.CallBrowser(tab, browser.GetVersion, cdp.Empty{})
	if err == nil {
		t.browser = version.Product
	} else if err = chromedp.Do(tab, chromedp.EmulateViewport(record.PictureWidth, record.ViewHeight)); err != nil {
		return err // it did not start
	} else if version, err = chromedp.CallBrowser(tab, browser.GetVersion, cdp.Empty{}); err != nil {
		return err
	}
	t.browser = version.Product
	if err := chromedp.Do(tab, chromedp.EmulateViewport(record.PictureWidth, record.ViewHeight)); err != nil {
		return err
	}
	if _, err := chromedp.CallBrowser(tab, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorDeny}); err != nil {
		return err
	}
	var answer *network.Response
	if answer, err = chromedp.Run(tab, chromedp.NavigateResponse(address)); err != nil {
		return err
	}
	if answer != nil {
		t.loaded, t.status = true, int(answer.Status)
	}
	return chromedp.Do(tab, chromedp.Sleep(settle))
}

// draw takes the window as it opened, and then the page from its top.
func (t *taken) draw(tab context.Context) (err error) {
	if t.view, err = shot(tab, record.ViewHeight); err != nil {
		return err
	}
	size, err := chromedp.Call(tab, page.GetLayoutMetrics, cdp.Empty{})
	if err != nil {
		return err
	}
	height := record.ViewHeight
	if size.CSSContentSize != nil {
		height = max(height, int(min(size.CSSContentSize.Height, 1<<20)))
	}
	t.cut = height > record.MaxFullHeight
	height = min(height, record.MaxFullHeight)
	for {
		if t.full, err = shot(tab, height); err != nil || len(t.full) <= record.MaxPicture {
			return err
		}
		height, t.cut = max(height/2, record.ViewHeight), true // it is full of photos
	}
}

// shot returns a picture of so many pixels from the top, in the one form of
// pictures: a browser's has more in it.
func shot(tab context.Context, height int) ([]byte, error) {
	yes := true
	raw, err := chromedp.Call(tab, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatPng, FromSurface: &yes, CaptureBeyondViewport: &yes,
		Clip: &page.Viewport{Width: record.PictureWidth, Height: float64(height), Scale: 1}})
	if err != nil {
		return nil, err
	}
	head, err := png.DecodeConfig(bytes.NewReader(raw.Data))
	if err != nil {
		return nil, err
	}
	if head.Width != record.PictureWidth || head.Height != height {
		return nil, errors.New("the browser gave a picture of another size")
	}
	drawn, err := png.Decode(bytes.NewReader(raw.Data))
	if err != nil {
		return nil, err
	}
	paper := image.NewNRGBA(image.Rect(0, 0, head.Width, head.Height))
	draw.Draw(paper, paper.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(paper, paper.Bounds(), drawn, drawn.Bounds().Min, draw.Over)
	var out bytes.Buffer
	err = png.Encode(&out, paper)
	return out.Bytes(), err
}
