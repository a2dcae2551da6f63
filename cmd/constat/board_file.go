package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"constat/report/web/dashboard"
)

// outgoing is where files lie that were asked for on the dashboard, for an hour at most.
func (b *board) outgoing() string { return filepath.Join(b.dir, "outgoing") }

// reportNiceness has the making of a report stand behind all that watches.
const reportNiceness = 10

// make makes a bundle, and a report out of it where one is asked for. The bundle is what the
// daemon makes for "constat bundle"; the report is made in another process, so that no probe waits
// for it, and by nothing but the bundle's path, the policy and the terms in force.
func (b *board) make(ctx context.Context, o dashboard.Order, at func(dashboard.Stage)) (path string, err error) {
	if err := os.MkdirAll(b.outgoing(), 0o700); err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp(b.outgoing(), "file-*") // mode 0700
	if err != nil {
		return "", err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(dir))
		}
	}()
	name := "constat-" + b.force.Load().config.Name + "-" + time.Now().UTC().Format("20060102T150405Z")
	q, err := requestOf(o)
	if err != nil {
		return "", err
	}
	at(dashboard.Sealing)
	bundle := filepath.Join(dir, name+".zip")
	if err := b.holder.bundle(ctx, q, bundle); err != nil || o.Kind == "bundle" {
		return bundle, err
	}
	at(dashboard.Writing)
	path = filepath.Join(dir, name+"-"+o.Lang+".pdf")
	if err := b.write(ctx, bundle, path, o); err != nil {
		return "", err
	}
	return path, os.Remove(bundle)
}

func requestOf(o dashboard.Order) (q request, err error) {
	q.by = string(o.By)
	if o.Site != "" {
		q.Sites = []string{o.Site}
	}
	if q.From, err = instant(o.From, false); err == nil {
		q.To, err = instant(o.To, true)
	}
	return q, err
}

// write makes the report of a bundle in another process.
func (b *board) write(ctx context.Context, bundle, path string, o dashboard.Order) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	args := []string{"report", bundle, "-o", path, "--lang", o.Lang, "--paper", o.Paper, "--policy", filepath.Join(b.dir, policyName)}
	c := b.force.Load().config
	for flag, name := range map[string]string{"--terms": c.Terms, "--method": c.Method, "--catalogue": c.Catalogue} {
		if name != "" {
			args = append(args, flag, filepath.Join(b.dir, name))
		}
	}
	cmd := exec.CommandContext(ctx, self, args...)
	cmd.Args[0] = "constat"
	cmd.Env = append(os.Environ(), "GOMAXPROCS=1")
	cmd.WaitDelay = 5 * time.Second
	var said strings.Builder
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		return err
	}
	_ = syscall.Setpriority(syscall.PRIO_PROCESS, cmd.Process.Pid, reportNiceness) // it works without
	if err := cmd.Wait(); err != nil {
		return fmt.Errorf("report: %w: %.2000s", err, strings.TrimSpace(said.String()))
	}
	return nil
}
