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

	"constat/store"
	"constat/store/bundle"
	"constat/store/record"
)

// A holder owns the store in this process.
type holder struct {
	*store.Store
	dir       string
	anchors   *anchoring // the daemon's; nil without one
	cosigners *cosigning // likewise
	registrar *registrar // likewise
}

func (h *holder) close() error { return h.Close() }

func (h *holder) append(_ context.Context, entries ...record.Entry) error {
	return h.Append(entries...)
}

func (h *holder) standing(context.Context) (st standing, err error) {
	if st.Health, err = h.Health(); err != nil {
		return st, err
	}
	if st.Cosigners, err = h.Cosigners(); err != nil {
		return st, err
	}
	if h.cosigners != nil {
		st.Uncosigned = h.cosigners.behind()
	}
	st.Targets, err = h.States()
	return st, err
}

// bundle seals what is pending, writes the bundle and enters that it did.
func (h *holder) bundle(ctx context.Context, q request, to string) (err error) {
	if health, err := h.Health(); err != nil || health.Leaves == 0 {
		return cmp.Or(err, errors.New("nothing was watched yet; let constat run for a while"))
	}
	if err := h.stamp(ctx, q); err != nil {
		return err
	}
	if q.keepers, err = h.keepers(q); err != nil {
		return err
	}
	file, err := h.written(filepath.Dir(to), q)
	if err != nil {
		return err
	}
	defer os.Remove(file.path)
	digest, err := digestOf(file.path)
	if err != nil {
		return err
	}
	// It is entered before it can leave. The names of targets stay out:
	// custody entries are shown to everyone.
	head, _ := h.Checkpoint()
	act := custody("bundle-exported", q.what(), digest, record.Sum(head))
	act.Role = cmp.Or(q.by, act.Role)
	if err := h.Append(act); err != nil {
		return err
	}
	return os.Rename(file.path, to)
}

// written writes the bundle of q to a new file in dir.
func (h *holder) written(dir string, q request) (e exportFile, err error) {
	temporary, err := os.MkdirTemp(dir, ".constat-*")
	if err != nil {
		return e, err
	}
	defer os.RemoveAll(temporary)
	earlier, found, err := h.earlier(temporary, q)
	if err != nil {
		return e, err
	}
	others, err := nestedOf(h.Origin(), q.With)
	if err != nil {
		return e, err
	}
	nested, err := inOrder(append(earlier, others...))
	if err != nil {
		return e, err
	}
	return exportTo(dir, h.Store, store.Query{Show: q.show(), From: q.From, To: q.To, Software: software(), Nested: nested, Least: found || q.Nothing})
}

// nestedOf opens other vantages' bundles, each under the name of its log.
func nestedOf(own string, paths []string) ([]bundle.Nested, error) {
	var out []bundle.Nested
	for _, p := range paths {
		b, err := verifyFile(p, nil)
		if err != nil {
			return nil, err
		}
		if len(b.Logs) != 1 {
			return nil, fmt.Errorf("%s is broken, or carries bundles itself, as one of several epochs does: give it to the reader beside this one", p)
		}
		name, n, _ := record.Epoch(b.Logs[0].Origin)
		if n > 1 || name == vantageOf(own) {
			name = epochName(b.Logs[0].Origin)
		}
		out = append(out, bundle.Nested{Name: name, Size: b.Size, Open: func() (io.ReadCloser, error) { return os.Open(p) }})
	}
	return out, nil
}

// stamp seals what is pending and has it stamped and cosigned: by the daemon's
// desks, or by our own.
func (h *holder) stamp(ctx context.Context, q request) error {
	a, c := h.anchors, h.cosigners
	if a == nil {
		own, stop := startAnchoring(h.Store, slog.New(slog.DiscardHandler), q.Anchors)
		defer stop()
		a = own
	}
	if c == nil {
		own, stop, err := startCosigning(h.Store, slog.New(slog.DiscardHandler), q.Witnesses)
		if err != nil {
			return err
		}
		defer stop()
		c = own
	}
	return attest(ctx, a, c, anchorPatience)
}

// what says what was selected, without the names of targets.
func (q request) what() string {
	what := "all targets"
	if !q.all() {
		what = "some targets"
	}
	if q.From != 0 {
		what += " from " + q.From.String()
	}
	if q.To != 0 {
		what += " to " + q.To.String()
	}
	return what
}

func (q request) all() bool { return !q.Nothing && len(q.Targets)+len(q.Sites)+len(q.Providers) == 0 }

// show returns what picks targets, nil for all.
func (q request) show() func(record.Target) bool {
	if q.all() {
		return nil
	}
	return func(t record.Target) bool {
		if q.Nothing {
			return false
		}
		if t.Question.Kind == record.AskStatement && slices.Contains(q.keepers, t.Provider) {
			return true
		}
		return slices.Contains(q.Targets, t.Name) || slices.Contains(q.Sites, t.Site) || slices.Contains(q.Providers, t.Provider)
	}
}

// keepers are the providers of the targets that q asks for.
func (h *holder) keepers(q request) (names []string, err error) {
	if q.all() {
		return nil, nil
	}
	states, err := h.States()
	if err != nil {
		return nil, err
	}
	show := q.show()
	for _, s := range states {
		if p := s.Target.Provider; p != "" && show(s.Target) && !slices.Contains(names, p) {
			names = append(names, p)
		}
	}
	return names, nil
}

// check returns all that is wrong with the store, a line each.
func (h *holder) check(ctx context.Context) ([]string, error) {
	wrong := []string{}
	for err := range h.CheckAll(ctx) {
		wrong = append(wrong, err.Error())
	}
	return wrong, nil
}
