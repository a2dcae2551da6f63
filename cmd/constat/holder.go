package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"constat/store"
	"constat/store/bundle"
	"constat/store/record"
)

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
		return slices.Contains(q.Targets, t.Name) || slices.Contains(q.Sites, t.Site) || slices.Contains(q.Providers, t.Provider)
	}
}

// check returns all that is wrong with the store, a line each.
func (h *holder) check(ctx context.Context) ([]string, error) {
	wrong := []string{}
	for err := range h.Check(ctx) {
		wrong = append(wrong, err.Error())
	}
	return wrong, nil
}
