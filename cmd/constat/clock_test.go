package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"constat/collector"
	hour "constat/report/clock"
	"constat/store/record"
)

// A keptClock is a sink for clock entries.
type keptClock struct {
	mu   sync.Mutex
	list []record.Clock
}

func (k *keptClock) Observe([]record.Seen) error { return nil }

func (k *keptClock) Append(entries ...record.Entry) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, e := range entries {
		k.list = append(k.list, e.(record.Clock))
	}
	return nil
}

// askServers has servers asked once at a start and once at a stop.
func askServers(t *testing.T, servers ...string) []record.Clock {
	t.Helper()
	k := &keptClock{}
	keeper := collector.NewTimekeeper(k, slog.New(slog.NewTextHandler(t.Output(), nil)), servers)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { keeper.Run(ctx); close(done) }()
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); {
		k.mu.Lock()
		n := len(k.list)
		k.mu.Unlock()
		if n > 0 {
			break
		}
		<-time.After(20 * time.Millisecond)
	}
	cancel()
	<-done
	if len(k.list) != 2 || k.list[0].Reason != "start" || k.list[1].Reason != "stop" {
		t.Fatalf("entries %+v", k.list)
	}
	return k.list
}

// chrony starts a real time server on a port of loopback, its clock ahead by
// an offset that faketime knows, and returns its address once it answers. It
// never touches the system's clock.
func chrony(t *testing.T, ahead string) string {
	t.Helper()
	program, err := exec.LookPath("chronyd")
	if err != nil {
		program = "/usr/sbin/chronyd"
	}
	if _, err := os.Stat(program); err != nil {
		t.Skip("chronyd is not there: it comes with the package chrony")
	}
	dir, address := t.TempDir(), freeUDP(t)
	host, port, _ := net.SplitHostPort(address)
	config := fmt.Sprintf("port %s\nbindaddress %s\nallow %s\ncmdport 0\nbindcmdaddress /\nlocal stratum 8\npidfile %s\n", port, host, host, filepath.Join(dir, "pid"))
	if err := os.WriteFile(filepath.Join(dir, "conf"), []byte(config), 0o644); err != nil {
		t.Fatal(err)
	}
	// -x leaves the clock alone, -d stays in the foreground, -U and -u do without root.
	c := exec.Command(program, "-x", "-d", "-U", "-u", username(), "-f", filepath.Join(dir, "conf"))
	if ahead != "" {
		c.Env = append(os.Environ(), "LD_PRELOAD="+faketime(t), "FAKETIME="+ahead)
	}
	var said bytes.Buffer
	c.Stdout, c.Stderr = &said, &said
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { _ = c.Wait(); close(ended) }()
	t.Cleanup(func() { _ = c.Process.Kill(); <-ended })
	for deadline := time.Now().Add(10 * time.Second); time.Now().Before(deadline); {
		if e := askServers(t, address)[0]; e.Servers[0].Fault == "" {
			return address
		}
		select {
		case <-ended:
			t.Fatalf("chronyd ended: %s", &said)
		case <-time.After(50 * time.Millisecond):
		}
	}
	t.Fatalf("chronyd does not answer: %s", &said)
	return ""
}

func username() string {
	out, err := exec.Command("id", "-un").Output()
	if err != nil {
		return "root"
	}
	return strings.TrimSpace(string(out))
}

// faketime is the library that lies about the time.
func faketime(t *testing.T) string {
	t.Helper()
	found, _ := filepath.Glob("/usr/lib/*/faketime/libfaketime.so.1")
	if len(found) == 0 {
		t.Skip("libfaketime is not there: it comes with the package faketime")
	}
	return found[0]
}

func freeUDP(t *testing.T) string {
	t.Helper()
	conn, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	return conn.LocalAddr().String()
}

// silentServer takes what it is sent and never answers.
func silentServer(t *testing.T) string {
	t.Helper()
	conn, err := net.ListenPacket("udp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn.LocalAddr().String()
}

func TestRealTimeServers(t *testing.T) {
	good, second, third, liar, silent := chrony(t, ""), chrony(t, ""), chrony(t, ""), chrony(t, "+3600s"), silentServer(t)
	for _, c := range askServers(t, good, liar, silent, second, third) {
		if len(c.Servers) != 5 || c.Servers[0].Server != good || c.Servers[2].Server != silent {
			t.Fatalf("%+v", c)
		}
		said := func(i int) time.Duration { return time.Duration(c.Servers[i].Offset) * time.Microsecond }
		if said(0).Abs() > time.Second || said(3).Abs() > time.Second || c.Servers[0].Stratum != 8 || c.Servers[0].Within <= 0 {
			t.Errorf("the good ones said %+v", c.Servers)
		}
		if (said(1) - time.Hour).Abs() > time.Second {
			t.Errorf("the liar said %v", said(1))
		}
		if c.Servers[2] != (record.Told{Server: silent, Fault: "i/o timeout"}) {
			t.Errorf("the silent one said %+v", c.Servers[2])
		}
		all, honest := hour.Read(c), hour.Read(record.Clock{Servers: []record.Told{c.Servers[0], c.Servers[3], c.Servers[4]}})
		if !all.Known || all.Agreed != 3 || all.Answered != 4 || all.Low > honest.High || honest.Low > all.High || all.Worst() > time.Second {
			t.Errorf("together %+v, without the liar %+v", all, honest)
		}
	}
	for _, c := range askServers(t, good, liar, silent, second) {
		if r := hour.Read(c); r.Known || r.Answered != 3 {
			t.Errorf("of two of four: %+v", r)
		}
	}
	for _, c := range askServers(t, good, liar) {
		if r := hour.Read(c); r.Known || r.Answered != 2 {
			t.Errorf("of one against one: %+v", r)
		}
	}
	for _, c := range askServers(t, silent) {
		if r := hour.Read(c); r.Known || r.Answered != 0 {
			t.Errorf("of nobody: %+v", r)
		}
	}
}
