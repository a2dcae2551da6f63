package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"constat/report"
)

// Every kind of target at once, asked of real servers by two daemons, while all
// that can befall them is done to them: the report names every cause rightly,
// claims no more than there was, and says nothing that was not. It is played in
// namespaces of its own, so that it can take the network down, and that all
// ends with it. CONSTAT_EVERYTHING=1h lets it last so long.
func TestEverything(t *testing.T) {
	p := quick
	if length := os.Getenv("CONSTAT_EVERYTHING"); length != "" {
		d, err := time.ParseDuration(length)
		if err != nil {
			t.Fatal(err)
		}
		p = long(d)
	}
	if dir := os.Getenv("CONSTAT_EVERYTHING_IN"); dir != "" {
		playEverything(t, dir, p)
		return
	}
	if testing.Short() {
		t.Skip("takes two minutes")
	}
	t.Parallel()
	for _, name := range everythingServers {
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("%s is not installed", name)
		}
	}
	apart := []string{"--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"}
	if out, err := exec.Command("unshare", append(apart, "true")...).CombinedOutput(); err != nil || os.Getuid() != 0 {
		t.Skipf("namespaces of its own are for root, where they are allowed: %v %s", err, out)
	}
	dir, err := os.MkdirTemp("", "constat")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := errors.Join(os.Chmod(dir, 0o755), os.Rename(buildPrograms(t), filepath.Join(dir, "bin"))); err != nil {
		t.Fatal(err)
	}
	c := exec.Command("unshare", append(apart, os.Args[0], "-test.run=^TestEverything$", "-test.v", "-test.timeout="+(p.length+10*time.Minute).String())...)
	c.Env = append(os.Environ(), "CONSTAT_EVERYTHING_IN="+dir)
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	runtime.LockOSThread() // the signal is sent when the thread ends
	defer runtime.UnlockOSThread()
	var said bytes.Buffer
	c.Stdout = io.MultiWriter(&said, os.Stdout)
	if os.Getenv("CONSTAT_EVERYTHING") == "" {
		c.Stdout = &said
	}
	c.Stderr = c.Stdout
	if err := c.Run(); err != nil {
		t.Fatalf("%v\n%s", err, &said)
	}
	t.Logf("%s", &said)
}

// playEverything is the run itself, in dir.
func playEverything(t *testing.T, dir string, p playbill) {
	f := &field{dir: dir}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(loopback(true))
	must(os.WriteFile(filepath.Join(dir, "resolv.conf"), []byte("nameserver 127.77.0.63\noptions timeout:2 attempts:1\n"), 0o644))
	must(syscall.Mount(filepath.Join(dir, "resolv.conf"), "/etc/resolv.conf", "", syscall.MS_BIND, ""))
	servers, err := startServers(dir)
	must(err)
	defer servers.stop()
	f.servers = servers
	must(f.build())
	d := &demonstration{lang: "en", dir: filepath.Join(dir, "vantages-of-all"), stderr: io.Discard}
	must(os.Mkdir(d.dir, 0o755))
	stop, err := d.stamp()
	must(err)
	defer stop()
	stopWitness, err := d.openWitness(t.Context())
	must(err)
	defer stopWitness()
	var daemons []*exec.Cmd
	for _, name := range demoVantages {
		c, err := f.vantage(t.Context(), d, name, p)
		must(err)
		daemons = append(daemons, c)
	}
	must(f.ready(t.Context(), d))
	truth, err := f.play(p, daemons)
	must(err)
	for _, c := range daemons {
		must(c.Process.Signal(syscall.SIGTERM))
		if err := c.Wait(); err != nil {
			t.Errorf("a daemon ended with %v", err)
		}
	}
	must(d.certificate(t.Context()))
	must(d.evidence(t.Context()))
	out, err := exec.Command(filepath.Join(dir, "bin", "constat-verify"), "--policy", d.path("policy"), d.path("bundle.zip")).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "PROVEN") {
		t.Errorf("%v: %s", err, out)
	}
	must(d.constat(t.Context(), "report", d.path("bundle.zip"), "--policy", d.path("policy"), "--json", d.path("dossier.json")))
	var dossier report.Dossier
	must(json.Unmarshal(contents(t, d.path("dossier.json")), &dossier))
	wrong := held(&dossier, truth, p.timeout, len(demoVantages))
	table(os.Stdout, truth)
	for _, b := range truth {
		for _, w := range b.wrong {
			t.Errorf("%s, %s: %s", b.target, b.what, w)
		}
	}
	if none, all := bare(truth); none*p.proven > all {
		t.Errorf("of %d failures out of %d nothing is proven", none, all)
	}
	for _, w := range wrong {
		t.Error(w)
	}
}

// vantage makes one as a user does, and starts its daemon.
func (f *field) vantage(ctx context.Context, d *demonstration, name string, p playbill) (*exec.Cmd, error) {
	dir := d.path("vantages", name)
	if err := d.constat(ctx, "init", dir, "--name", name); err != nil {
		return nil, err
	}
	if err := d.enrol(ctx, dir); err != nil {
		return nil, err
	}
	path := filepath.Join(dir, "constat.yaml")
	if err := os.WriteFile(path, f.config(d, name, p), 0o600); err != nil {
		return nil, err
	}
	if err := d.constat(ctx, "check", "--config", path); err != nil {
		return nil, err
	}
	log, err := os.Create(filepath.Join(dir, "run.log"))
	if err != nil {
		return nil, err
	}
	defer log.Close()
	c := exec.Command(filepath.Join(f.dir, "bin", "constat"), "run", "--config", path)
	c.Env = append(os.Environ(), "SSL_CERT_FILE="+filepath.Join(f.dir, "roots.pem"), "GODEBUG=netdns=go")
	c.Stdout, c.Stderr = log, log
	return c, c.Start()
}

func (f *field) config(d *demonstration, name string, p playbill) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "name: %s\ntargets:\n", name)
	for _, w := range f.targets {
		what := "url"
		if w.inventory {
			what = "inventory"
		}
		fmt.Fprintf(&b, "  - {name: %s, %s: %q, interval: %v, timeout: %v", w.name, what, w.url, p.interval, p.timeout)
		if w.inventory {
			b.WriteString(", read: 0")
		}
		if len(w.conditions) > 0 {
			fmt.Fprintf(&b, ", conditions: ['%s']", strings.Join(w.conditions, "', '"))
		}
		b.WriteString("}\n")
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
	return b.Bytes()
}

// ready waits until every vantage finds every target good.
func (f *field) ready(ctx context.Context, d *demonstration) error {
	var last string
	asked := len(slices.DeleteFunc(slices.Clone(f.targets), func(w *watched) bool { return w.inventory }))
	for deadline := time.Now().Add(60 * time.Second); time.Now().Before(deadline); time.Sleep(200 * time.Millisecond) {
		good := 0
		for _, name := range demoVantages {
			out, _ := exec.CommandContext(ctx, filepath.Join(f.dir, "bin", "constat"), "status", "--json", "--config", d.path("vantages", name, "constat.yaml")).Output()
			last = string(out)
			good += strings.Count(last, `"outcome": "good"`)
		}
		if good >= len(demoVantages)*asked {
			return nil
		}
	}
	return fmt.Errorf("not every target is good within a minute: %s", last)
}

// play lets everything happen, and returns what did.
func (f *field) play(p playbill, daemons []*exec.Cmd) ([]*befallen, error) {
	events := p.schedule(f.targets, f.together(p, daemons))
	truth, errs := make([]*befallen, len(events)), make([]error, len(events))
	begun := time.Now()
	var all sync.WaitGroup
	for i, e := range events {
		all.Go(func() {
			<-time.After(time.Until(begun.Add(e.at)))
			b := &befallen{target: "all", what: e.trial.what, want: e.trial.want, from: time.Now()}
			if truth[i] = b; e.target != nil {
				b.target = e.target.name
			} else if e.trial.target != "" {
				b.target = e.trial.target
			}
			if e.trial.item != nil {
				b.item = e.trial.item()
			}
			err := e.trial.begin()
			b.begun = time.Now()
			<-time.After(e.lasts)
			b.ending = time.Now()
			errs[i] = errors.Join(err, e.trial.end())
			b.to = time.Now()
			fmt.Printf("%s  %s: %s, %s, for %v\n", b.from.UTC().Format("15:04:05"), b.target, b.what, b.want, b.to.Sub(b.from).Round(time.Millisecond))
		})
	}
	all.Wait()
	<-time.After(3 * p.rests[0]) // the last good answers
	return truth, errors.Join(errs...)
}

// loopback sets whether the network of this namespace is up: SIOCGIFFLAGS and
// SIOCSIFFLAGS of netdevice(7).
func loopback(up bool) error {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_DGRAM, 0)
	if err != nil {
		return err
	}
	defer syscall.Close(fd)
	var request struct {
		name  [16]byte
		flags uint16
		_     [22]byte
	}
	copy(request.name[:], "lo")
	for _, order := range []uintptr{syscall.SIOCGIFFLAGS, syscall.SIOCSIFFLAGS} {
		if _, _, errno := syscall.Syscall(syscall.SYS_IOCTL, uintptr(fd), order, uintptr(unsafe.Pointer(&request))); errno != 0 {
			return fmt.Errorf("loopback: %w", errno)
		}
		if request.flags &^= syscall.IFF_UP; up {
			request.flags |= syscall.IFF_UP
		}
	}
	return nil
}
