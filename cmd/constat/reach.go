package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"syscall"
	"time"

	"constat/store"
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
	With      []string       `json:"with"`              // bundles of other vantages to carry along
	Anchors   []string       `json:"anchors"`           // authorities to ask where no daemon runs
	Witnesses []Witness      `json:"witnesses"`         // and witnesses
	Nothing   bool           `json:"nothing,omitempty"` // no targets at all, but the vantage's own entries

	keepers []string // providers of what was asked for: what they said goes along
	by      string   // role of who asked for it on the dashboard; "" for the operator
}

// A standing is what status shows.
type standing struct {
	Running bool          `json:"running"`
	PID     int           `json:"pid"`
	Health  store.Health  `json:"health"`
	Targets []store.State `json:"targets"`
	// Cosigners are the witnesses that cosigned, Uncosigned those that the daemon
	// waits for.
	Cosigners  []store.Cosigner `json:"cosigners"`
	Uncosigned []uncosigned     `json:"uncosigned"`
}

// An owner is whoever holds the store: the daemon behind its socket, or this
// process.
type owner interface {
	bundle(ctx context.Context, q request, to string) error
	append(ctx context.Context, entries ...record.Entry) error
	standing(ctx context.Context) (standing, error)
	check(ctx context.Context) ([]string, error)
	ledger(ctx context.Context) ([]ledgerLine, error)
	registered(ctx context.Context, claim string) ([]registeredLine, error)
	register(ctx context.Context, claim string) (entered int, err error)
	takeIn(ctx context.Context, order importOrder) (imported, error)
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
	return &holder{s, dir, nil, nil, nil}, nil
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

func (d *daemon) ledger(ctx context.Context) (lines []ledgerLine, err error) {
	return lines, d.ask(ctx, http.MethodGet, "/custody", nil, &lines)
}

func (d *daemon) registered(ctx context.Context, claim string) (lines []registeredLine, err error) {
	return lines, d.ask(ctx, http.MethodPost, "/registered", registerOrder{claim}, &lines)
}

func (d *daemon) register(ctx context.Context, claim string) (entered int, err error) {
	return entered, d.ask(ctx, http.MethodPost, "/register", registerOrder{claim}, &entered)
}

// takeIn has the daemon read the file where it lies: both are on one machine.
func (d *daemon) takeIn(ctx context.Context, order importOrder) (done imported, err error) {
	if order.Path, err = filepath.Abs(order.Path); err != nil {
		return done, err
	}
	path := "/import"
	if order.DryRun { // a daemon that would keep it all the same does not know this one
		path = "/import/try"
	}
	return done, d.ask(ctx, http.MethodPost, path, order, &done)
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
