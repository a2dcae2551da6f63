package anchor

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"constat/store/seal"
	"constat/store/witness"
)

// A grown log is one whose n-th leaf is the name of its history.
type grown struct {
	key     *seal.Key
	history string
}

func newGrown(t testing.TB) *grown {
	t.Helper()
	k, err := seal.NewKey("saguenay-1/1")
	if err != nil {
		t.Fatal(err)
	}
	return &grown{k, "a"}
}

func (g *grown) nodes(s seal.Span) (seal.Hash, bool) {
	if s.Hi-s.Lo != 1 {
		return seal.Hash{}, false
	}
	if s.Lo < 3 { // the histories part after three leaves
		return seal.LeafHash([]byte("same")), true
	}
	return seal.LeafHash([]byte(g.history)), true
}

func (g *grown) signed(t testing.TB, size int64) []byte {
	t.Helper()
	root, err := seal.Root(size, g.nodes)
	if err != nil {
		t.Fatal(err)
	}
	b, err := seal.Sign(seal.Checkpoint{Origin: g.key.Name(), Size: size, Root: root}, g.key)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func (g *grown) prove(old, size int64) ([]seal.Hash, error) {
	return seal.ProveGrowth(old, size, g.nodes)
}

// newWitness is a real one, and how to ask it.
func newWitness(t testing.TB, street *pipes, logs ...*grown) Witness {
	t.Helper()
	dir := t.TempDir()
	if _, err := witness.Create(dir, "witness.example"); err != nil {
		t.Fatal(err)
	}
	for _, g := range logs {
		if _, err := witness.Enrol(dir, g.key.Verifier(), "", time.Now()); err != nil {
			t.Fatal(err)
		}
	}
	w, err := witness.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	if tt, ok := t.(*testing.T); ok {
		street.serve(tt, w.Handler(), "witness.example")
	}
	return Witness{w.Key(), "http://witness.example/"}
}

// A witness is asked from the size it tells, whatever we thought it knew.
func TestWitnessIsAskedFromTheSizeItTells(t *testing.T) {
	street, g := &pipes{}, newGrown(t)
	w := newWitness(t, street, g)
	for _, c := range []struct{ size, old int64 }{{5, 0}, {9, 5}, {9, 9}, {12, 0}, {13, 7}, {13, 13}} {
		got, err := Cosign(t.Context(), street.client(), w, g.signed(t, c.size), c.old, g.prove)
		if err != nil || got.Checkpoint.Size != c.size || got.Name != "witness.example" {
			t.Errorf("%+v: %+v, %v", c, got, err)
		}
	}
}

// A witness that saw another history of this log is told from one that fails.
func TestAnotherHistoryIsAConflict(t *testing.T) {
	street, g := &pipes{}, newGrown(t)
	w := newWitness(t, street, g)
	if _, err := Cosign(t.Context(), street.client(), w, g.signed(t, 8), 0, g.prove); err != nil {
		t.Fatal(err)
	}
	fork := &grown{g.key, "b"}
	for _, c := range []struct{ size, old, cosigned int64 }{{12, 0, 8}, {12, 8, 8}, {8, 0, 8}, {8, 8, 8}, {6, 0, 8}, {6, 6, 8}} {
		_, err := Cosign(t.Context(), street.client(), w, fork.signed(t, c.size), c.old, fork.prove)
		var conflict *ConflictError
		if !errors.As(err, &conflict) || conflict.Cosigned != c.cosigned || conflict.Ours != c.size {
			t.Errorf("%+v: %v", c, err)
		}
	}
	// The log that was there first goes on.
	if _, err := Cosign(t.Context(), street.client(), w, g.signed(t, 20), 8, g.prove); err != nil {
		t.Error(err)
	}
}

// Rubbish is refused, whatever shape it has, and is no conflict.
func TestRubbishOfAWitnessIsRefused(t *testing.T) {
	g := newGrown(t)
	key, err := seal.NewWitnessKey("witness.example")
	if err != nil {
		t.Fatal(err)
	}
	other, err := seal.NewWitnessKey("witness.example")
	if err != nil {
		t.Fatal(err)
	}
	signed := g.signed(t, 5)
	text, _, _ := strings.Cut(string(signed), "\n\n")
	text += "\n"
	line := func(k *seal.WitnessKey, text string, at time.Time) string { return k.Cosign(text, at).String() + "\n" }
	now := time.Now()
	for name, c := range map[string]struct {
		status int
		kind   string
		body   string
		good   bool
	}{
		"right":                {200, "", line(key, text, now), true},
		"among others":         {200, "", line(other, text, now) + "rubbish\n" + line(key, text, now), true},
		"nothing":              {200, "", "", false},
		"another's key":        {200, "", line(other, text, now), false},
		"another checkpoint":   {200, "", line(key, strings.Replace(text, "5", "6", 1), now), false},
		"of the future":        {200, "", line(key, text, now.Add(time.Hour)), false},
		"cut short":            {200, "", strings.TrimSuffix(line(key, text, now), "\n"), false},
		"a page":               {200, "text/html", "<html>\n", false},
		"created":              {201, "", line(key, text, now), false},
		"an unknown log":       {404, "", "no\n", false},
		"forbidden":            {403, "", "no\n", false},
		"malformed":            {400, "", "no\n", false},
		"out of order":         {503, "", "no\n", false},
		"elsewhere":            {302, "", "", false},
		"unproven from none":   {422, "", "no\n", false},
		"conflict, no size":    {409, "text/x.tlog.size", "", false},
		"conflict, of no type": {409, "text/plain", "3\n", false},
		"conflict, a zero":     {409, "text/x.tlog.size", "03\n", false},
		"conflict, below":      {409, "text/x.tlog.size", "-3\n", false},
		"conflict, two lines":  {409, "text/x.tlog.size", "3\n\n", false},
		"very long":            {200, "", strings.Repeat("x", maxAnswer+1), false},
	} {
		street := &pipes{}
		street.serve(t, http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
			if c.kind != "" {
				out.Header().Set("Content-Type", c.kind)
			}
			out.Header().Set("Location", "http://elsewhere.example/")
			out.WriteHeader(c.status)
			_, _ = io.WriteString(out, c.body)
		}), "witness.example")
		_, err := Cosign(t.Context(), street.client(), Witness{key.Witness, "http://witness.example"}, signed, 0, g.prove)
		var conflict *ConflictError
		if (err == nil) != c.good || errors.As(err, &conflict) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A witness that tells another size each time is not asked for ever.
func TestAWitnessThatWaversIsLeft(t *testing.T) {
	street, g := &pipes{}, newGrown(t)
	w := newWitness(t, &pipes{}, g)
	var asked atomic.Int64
	street.serve(t, http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		out.Header().Set("Content-Type", "text/x.tlog.size")
		out.WriteHeader(http.StatusConflict)
		fmt.Fprintf(out, "%d\n", asked.Add(1))
	}), "witness.example")
	if _, err := Cosign(t.Context(), street.client(), w, g.signed(t, 50), 0, g.prove); err == nil || asked.Load() != asks {
		t.Errorf("%d times: %v", asked.Load(), err)
	}
}

// A witness that is down or hangs is asked again, later and later; the desk
// tells of each try, and the newest checkpoint alone is cosigned in the end.
func TestWitnessIsAskedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		street, g := &pipes{}, newGrown(t)
		dir := t.TempDir()
		if _, err := witness.Create(dir, "witness.example"); err != nil {
			t.Fatal(err)
		}
		if _, err := witness.Enrol(dir, g.key.Verifier(), "", time.Now()); err != nil {
			t.Fatal(err)
		}
		real, err := witness.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		defer real.Close()
		var state atomic.Int64 // 0 hangs, 1 is out of order, 2 answers
		handler := real.Handler()
		street.serve(t, http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
			switch state.Load() {
			case 0:
				_, _ = io.ReadAll(r.Body)
				<-r.Context().Done()
			case 1:
				http.Error(out, "out of order", http.StatusServiceUnavailable)
			default:
				handler.ServeHTTP(out, r)
			}
		}), "witness.example")
		d := NewWitnessDesk(street.client(), g.prove, nil, Witness{real.Key(), "http://witness.example"})
		var failed atomic.Int64
		d.Failed = func(string, error) { failed.Add(1) }
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan struct{})
		go func() { d.Run(ctx); close(done) }()
		d.Want(g.signed(t, 4))
		time.Sleep(time.Minute)
		state.Store(1)
		d.Want(g.signed(t, 7))
		time.Sleep(time.Minute)
		if b := d.Behind(); len(b) != 1 || b[0].Tries < 5 || b[0].Err == nil || int(failed.Load()) != b[0].Tries || time.Since(b[0].Since) < 2*time.Minute-time.Second {
			t.Errorf("behind: %+v, told %d", b, failed.Load())
		}
		state.Store(2)
		got := <-d.Answers()
		if got.Checkpoint.Size != 7 {
			t.Errorf("cosigned %d", got.Checkpoint.Size)
		}
		synctest.Wait()
		if b := d.Behind(); len(b) != 0 {
			t.Errorf("behind after all: %+v", b)
		}
		cancel()
		<-done
	})
}
