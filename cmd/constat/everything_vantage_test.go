package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
)

// vantage makes one as a user does, and returns its configuration.
func (f *field) vantage(ctx context.Context, d *demonstration, name string) (path string, err error) {
	dir := d.path("vantages", name)
	if err := d.constat(ctx, "init", dir, "--name", name); err != nil {
		return "", err
	}
	if err := d.enrol(ctx, dir); err != nil {
		return "", err
	}
	path = filepath.Join(dir, "constat.yaml")
	if err := os.WriteFile(path, f.config(d, name), 0o600); err != nil {
		return "", err
	}
	return path, d.constat(ctx, "check", "--config", path)
}

func (f *field) config(d *demonstration, name string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "name: %s\nlisten: %s\ntargets:\n", name, desks[slices.Index(demoVantages, name)])
	for _, w := range f.targets {
		b.WriteString(w.config(f.playbill))
	}
	b.WriteString("controls:\n")
	for _, c := range f.controls {
		fmt.Fprintf(&b, "  - http://%s/\n", c.address)
	}
	b.WriteString("anchors:\n")
	for _, a := range d.authorities {
		fmt.Fprintf(&b, "  - %s\n", a.URL())
	}
	fmt.Fprintf(&b, "witnesses:\n  - {url: %q, key: %q}\nclock:\n", "http://"+d.witness.address, d.witness.Key())
	for _, s := range d.servers {
		fmt.Fprintf(&b, "  - %s\n", s.Address())
	}
	b.WriteString("providers:\n  hote: {name: L'Hôte inc.}\n" + wayConfig)
	return b.Bytes()
}

func (w *watched) config(p playbill) string {
	key, interval, timeout := "url", p.interval, p.timeout
	if w.key != "" {
		key = w.key
	}
	if w.interval > 0 {
		interval, timeout = w.interval, w.timeout
	}
	s := fmt.Sprintf("  - {name: %s, %s: %q, interval: %v, timeout: %v%s", w.name, key, w.url, interval, timeout, w.extra)
	if key == "inventory" {
		s += ", read: 0"
	}
	if len(w.conditions) > 0 {
		s += fmt.Sprintf(", conditions: ['%s']", strings.Join(w.conditions, "', '"))
	}
	return s + "}\n"
}

// A crew are the daemons of all vantages.
type crew struct {
	program string
	mu      sync.Mutex
	env     []string
	configs []string
	list    []*exec.Cmd
}

// add starts one more.
func (c *crew) add(f *field, config string) error {
	c.program, c.configs = filepath.Join(f.dir, "bin", "constat"), append(c.configs, config)
	c.env = append(os.Environ(), "SSL_CERT_FILE="+filepath.Join(f.dir, "roots.pem"), "GODEBUG=netdns=go")
	return c.run(config)
}

func (c *crew) run(config string) error {
	log, err := os.OpenFile(filepath.Join(filepath.Dir(config), "run.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	d := exec.Command(c.program, "run", "--config", config)
	d.Env, d.Stdout, d.Stderr = c.env, log, log
	c.list = append(c.list, d)
	return d.Start()
}

// stop ends all, as a machine that shuts down does, and start starts them again.
func (c *crew) stop() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	var errs []error
	for _, d := range c.list {
		errs = append(errs, d.Process.Signal(syscall.SIGTERM))
	}
	for _, d := range c.list {
		errs = append(errs, d.Wait())
	}
	c.list = nil
	return errors.Join(errs...)
}

func (c *crew) start() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	var errs []error
	for _, config := range c.configs {
		errs = append(errs, c.run(config))
	}
	return errors.Join(errs...)
}

// signal goes to the first n.
func (c *crew) signal(what syscall.Signal, n int) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	var errs []error
	for _, d := range c.list[:n] {
		errs = append(errs, d.Process.Signal(what))
	}
	return errors.Join(errs...)
}
