package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"constat/report/web/dashboard"
	"constat/store/record"
)

// maxPasswordFile bounds what "constat user add" writes.
const maxPasswordFile = 1 << 10

// A board shows on the dashboard what the daemon sees.
type board struct {
	*dashboard.Board
	holder   *holder
	dir      string
	log      *slog.Logger
	onlooker *onlooker
	started  time.Time
	force    atomic.Pointer[inForce]
	claims   claimFigures
}

// inForce is a configuration that is watched.
type inForce struct {
	config *Config
	plan   plan
	digest record.Hash
}

// startBoard looks on until stop is called; nil where nothing listens.
func startBoard(h *holder, log *slog.Logger, c *Config, p plan) (b *board, stop func(), err error) {
	if c.Listen == "" {
		return nil, func() {}, nil
	}
	b = &board{holder: h, dir: h.dir, log: log, onlooker: newOnlooker(h.dir, log), started: time.Now()}
	if err := os.RemoveAll(b.outgoing()); err != nil {
		return nil, nil, fmt.Errorf("files of the dashboard: %w", err)
	}
	b.Board = dashboard.New(dashboard.Options{Look: b.look, Make: b.make, Proxy: c.BehindProxy, Here: isLoopback(c.Listen) && !c.BehindProxy, Log: log})
	b.use(c, p)
	if states, err := h.States(); err == nil { // before anything new is seen
		b.onlooker.memory.Off(off(states, record.At(b.started), p.tell.shortest))
	}
	ctx, cancel := context.WithCancel(context.Background())
	var ended sync.WaitGroup
	ended.Go(func() { b.onlooker.run(ctx) })
	return b, func() {
		b.Close()
		cancel()
		ended.Wait()
		_ = os.RemoveAll(b.outgoing()) // the next start sweeps what stays
	}, nil
}

// use takes over a new configuration.
func (b *board) use(c *Config, p plan) {
	if b == nil {
		return
	}
	b.force.Store(&inForce{c, p, p.config})
	b.onlooker.watch(p.targets)
	b.Use(p.users, dashboard.Public{Badges: slices.Contains(c.Public, "badges"), Metrics: slices.Contains(c.Public, "metrics")})
}

// looking is the onlooker, nil where nothing listens.
func (b *board) looking() *onlooker {
	if b == nil {
		return nil
	}
	return b.onlooker
}

// usersOf reads the passwords of those who may log in. An error says nothing of what a file holds.
func usersOf(dir string, c *Config) (users []dashboard.User, err error) {
	for _, u := range c.Users {
		path := u.PasswordFile
		if !filepath.IsAbs(path) {
			path = filepath.Join(dir, path)
		}
		secret, err := passwordIn(path)
		if err != nil {
			return nil, fmt.Errorf("user %q: %w", u.Name, err)
		}
		users = append(users, dashboard.User{Name: u.Name, Role: u.Role, Secret: secret})
	}
	return users, nil
}

func passwordIn(path string) (s dashboard.Secret, err error) {
	fi, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return s, fmt.Errorf("the password file %q does not exist; \"constat user add\" writes one", path)
	}
	if err != nil {
		return s, err
	}
	if fi.Mode().Perm()&0o077 != 0 {
		return s, fmt.Errorf("the password file %q can be read by others (mode %04o); run chmod 600 on it", path, fi.Mode().Perm())
	}
	text, err := readWithin(path, maxPasswordFile)
	if err != nil {
		return s, err
	}
	if s, err = dashboard.ParseSecret(text); err != nil {
		return s, fmt.Errorf("%q: %w", path, err)
	}
	return s, nil
}
