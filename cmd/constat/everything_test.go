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

	"constat/report/dossier"
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
		t.Skip("takes three minutes")
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
	f := &field{dir: dir, playbill: p}
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
	daemons := &crew{}
	for _, name := range demoVantages {
		path, err := f.vantage(t.Context(), d, name)
		must(err)
		must(daemons.add(f, path))
	}
	stopJobs := f.report(d)
	defer stopJobs()
	must(f.ready(t.Context(), d))
	truth, err := f.play(p, daemons)
	must(err)
	must(daemons.stop())
	stopJobs()
	must(d.certificate(t.Context()))
	must(d.evidence(t.Context()))
	out, err := exec.Command(filepath.Join(dir, "bin", "constat-verify"), "--policy", d.path("policy"), d.path("bundle.zip")).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "PROVEN") {
		t.Errorf("%v: %s", err, out)
	}
	must(d.constat(t.Context(), "report", d.path("bundle.zip"), "--policy", d.path("policy"), "--json", d.path("dossier.json")))
	var dossier dossier.Dossier
	must(json.Unmarshal(contents(t, d.path("dossier.json")), &dossier))
	wrong := slices.Concat(f.held(&dossier, truth), f.missed(&dossier))
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

// ready waits until every vantage finds every target good.
func (f *field) ready(ctx context.Context, d *demonstration) error {
	var last string
	asked := len(slices.DeleteFunc(slices.Clone(f.targets), func(w *watched) bool { return w.key == "inventory" }))
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
func (f *field) play(p playbill, daemons *crew) ([]*befallen, error) {
	events := p.schedule(f.targets, f.together(p, daemons))
	truth, errs := make([]*befallen, len(events)), make([]error, len(events))
	begun := time.Now()
	var all sync.WaitGroup
	for i, e := range events {
		all.Go(func() {
			var ahead error
			if e.trial.ahead != nil {
				<-time.After(time.Until(begun.Add(e.at - p.rests[0]*3/4)))
				ahead = e.trial.ahead()
			}
			<-time.After(time.Until(begun.Add(e.at)))
			truth[i], errs[i] = e.take()
			b := truth[i]
			errs[i] = errors.Join(ahead, errs[i])
			fmt.Printf("%s  %s: %s, %s, for %v\n", b.from.UTC().Format("15:04:05"), b.target, b.what, b.want, b.to.Sub(b.from).Round(time.Millisecond))
		})
	}
	all.Wait()
	<-time.After(3 * p.rests[0]) // the last good answers
	for i, e := range events {
		truth = append(truth, truth[i].others(e.trial.also)...)
	}
	return truth, errors.Join(errs...)
}

// take has a trial take place.
func (e event) take() (*befallen, error) {
	b := &befallen{target: "all", what: e.trial.what, want: e.trial.want, layer: e.trial.layer, tried: e.trial.tried, from: time.Now()}
	if e.target != nil {
		b.target = e.target.name
	} else if e.trial.target != "" {
		b.target = e.trial.target
	}
	if e.trial.item != nil {
		b.item = e.trial.item()
	}
	err := e.trial.begin()
	b.begun = time.Now()
	if e.trial.midway != nil {
		<-time.After(e.lasts / 2)
		err = errors.Join(err, e.trial.midway())
	}
	<-time.After(time.Until(b.begun.Add(e.lasts)))
	b.ending = time.Now()
	err = errors.Join(err, e.trial.end())
	b.to = time.Now()
	return b, err
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
