package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"constat/store"
	"constat/store/bundle"
	"constat/store/record"
)

const socketName = "constat.sock"

// A request asks for a bundle, over the socket as in the same process. Empty
// lists mean all.
type request struct {
	Targets   []string       `json:"targets"`
	Sites     []string       `json:"sites"`
	Providers []string       `json:"providers"`
	From      record.Instant `json:"from,omitempty"`
	To        record.Instant `json:"to,omitempty"`
	With      []string       `json:"with"`    // bundles of other vantages to carry along
	Anchors   []string       `json:"anchors"` // authorities to ask where no daemon runs
}

// A standing is what status shows.
type standing struct {
	Running bool          `json:"running"`
	PID     int           `json:"pid"`
	Health  store.Health  `json:"health"`
	Targets []store.State `json:"targets"`
}

// An owner is whoever holds the store: the daemon behind its socket, or this
// process.
type owner interface {
	bundle(ctx context.Context, q request, to string) error
	append(ctx context.Context, entries ...record.Entry) error
	standing(ctx context.Context) (standing, error)
	check(ctx context.Context) ([]string, error)
	close() error
}

// reach finds the owner of the store in dir: the daemon if it answers, else
// this process opens the store itself.
func reach(dir string) (owner, error) {
	if d, err := dial(dir); err == nil {
		return d, nil
	}
	s, err := store.Open(dir)
	if err != nil {
		return nil, err
	}
	return &holder{s, dir, nil}, nil
}

// A holder owns the store in this process.
type holder struct {
	*store.Store
	dir     string
	anchors *anchoring // the daemon's; nil without one
}

func (h *holder) close() error { return h.Close() }

func (h *holder) append(_ context.Context, entries ...record.Entry) error {
	return h.Append(entries...)
}

func (h *holder) standing(context.Context) (st standing, err error) {
	if st.Health, err = h.Health(); err != nil {
		return st, err
	}
	st.Targets, err = h.States()
	return st, err
}

// bundle seals what is pending, writes the bundle and enters that it did.
func (h *holder) bundle(ctx context.Context, q request, to string) error {
	if health, err := h.Health(); err != nil || health.Leaves == 0 {
		return cmp.Or(err, errors.New("nothing was watched yet; let constat run for a while"))
	}
	if err := h.stamp(ctx, q.Anchors); err != nil {
		return err
	}
	nested, err := nestedOf(q.With)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(to), ".constat-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	err = h.Export(f, store.Query{Show: q.show(), From: q.From, To: q.To, Software: software(), Nested: nested})
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	digest, err := digestOf(f.Name())
	if err != nil {
		return err
	}
	if err := os.Rename(f.Name(), to); err != nil {
		return err
	}
	// The names of targets stay out: custody entries are shown to everyone.
	return h.Append(record.Custody{Time: record.At(time.Now()), Role: "operator", Act: "bundle-exported", What: q.what(), Digest: digest})
}

// nestedOf opens other vantages' bundles, each under the name of its log.
func nestedOf(paths []string) ([]bundle.Nested, error) {
	var out []bundle.Nested
	for _, p := range paths {
		b, err := verifyFile(p, nil)
		if err != nil {
			return nil, err
		}
		if len(b.Logs) != 1 {
			return nil, fmt.Errorf("%s is broken, or carries bundles itself; constat verify says more", p)
		}
		name, _, _ := strings.Cut(b.Logs[0].Origin, "/")
		out = append(out, bundle.Nested{Name: name, Size: b.Size, Open: func() (io.ReadCloser, error) { return os.Open(p) }})
	}
	slices.SortFunc(out, func(a, b bundle.Nested) int { return strings.Compare(a.Name, b.Name) })
	for i := 1; i < len(out); i++ {
		if out[i].Name == out[i-1].Name {
			return nil, fmt.Errorf("two bundles of vantages called %s", out[i].Name)
		}
	}
	return out, nil
}

// stamp seals what is pending and has it stamped: by the daemon's desk, or by
// one of our own.
func (h *holder) stamp(ctx context.Context, urls []string) error {
	a := h.anchors
	if a == nil {
		own, stop := startAnchoring(h.Store, slog.New(slog.DiscardHandler), urls)
		defer stop()
		a = own
	}
	return a.now(ctx, anchorPatience)
}

func (q request) what() string {
	if len(q.Targets)+len(q.Sites)+len(q.Providers) == 0 {
		return "all targets"
	}
	return "some targets"
}

// show returns what picks targets, nil for all.
func (q request) show() func(record.Target) bool {
	if q.what() == "all targets" {
		return nil
	}
	return func(t record.Target) bool {
		return has(q.Targets, t.Name) || has(q.Sites, t.Site) || has(q.Providers, t.Provider)
	}
}

func has(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}

// check returns all that is wrong with the store, a line each.
func (h *holder) check(ctx context.Context) ([]string, error) {
	wrong := []string{}
	for err := range h.Check(ctx) {
		wrong = append(wrong, err.Error())
	}
	return wrong, nil
}

// A daemon is asked over its unix socket.
type daemon struct{ http.Client }

func dial(dir string) (*daemon, error) {
	d := &daemon{http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return dialSocket(ctx, dir)
	}}}}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	if _, err := d.standing(ctx); err != nil {
		return nil, err
	}
	return d, nil
}

func (d *daemon) close() error { d.CloseIdleConnections(); return nil }

func (d *daemon) ask(ctx context.Context, method, path string, body, into any) error {
	b, err := json.Marshal(body)
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, method, "http://constat"+path, bytes.NewReader(b))
	if err != nil {
		return err
	}
	resp, err := d.Do(req)
	if err != nil {
		return fmt.Errorf("ask the daemon: %w", err)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		text, _ := io.ReadAll(io.LimitReader(resp.Body, 4096))
		return errors.New(string(bytes.TrimSpace(text)))
	}
	return json.NewDecoder(resp.Body).Decode(into)
}

func (d *daemon) standing(ctx context.Context) (st standing, err error) {
	return st, d.ask(ctx, http.MethodGet, "/status", nil, &st)
}

// bundle has the daemon write the file where we want it: both are on one
// machine.
func (d *daemon) bundle(ctx context.Context, q request, to string) error {
	to, err := filepath.Abs(to)
	if err != nil {
		return err
	}
	return d.ask(ctx, http.MethodPost, "/bundle", bundleOrder{q, to}, new(struct{}))
}

type bundleOrder struct {
	Request request `json:"request"`
	To      string  `json:"to"`
}

func (d *daemon) check(ctx context.Context) (wrong []string, err error) {
	return wrong, d.ask(ctx, http.MethodPost, "/fsck", nil, &wrong)
}

func (d *daemon) append(ctx context.Context, entries ...record.Entry) error {
	for _, e := range entries {
		leaf, err := record.Encode(e)
		if err != nil {
			return err
		}
		if err := d.ask(ctx, http.MethodPost, "/append", leaf, new(struct{})); err != nil {
			return err
		}
	}
	return nil
}

// socketPath returns a name for the socket that is short enough for the
// kernel's 108 bytes: through a descriptor of the folder where it is not.
func socketPath(dir string) (path string, release func(), err error) {
	path = filepath.Join(dir, socketName)
	if len(path) < 100 {
		return path, func() {}, nil
	}
	fd, err := syscall.Open(dir, syscall.O_RDONLY|syscall.O_DIRECTORY|syscall.O_CLOEXEC, 0)
	if err != nil {
		return "", nil, err
	}
	return fmt.Sprintf("/proc/self/fd/%d/%s", fd, socketName), func() { _ = syscall.Close(fd) }, nil
}

func dialSocket(ctx context.Context, dir string) (net.Conn, error) {
	path, release, err := socketPath(dir)
	if err != nil {
		return nil, err
	}
	defer release()
	return new(net.Dialer).DialContext(ctx, "unix", path)
}
