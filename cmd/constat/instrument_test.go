package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"

	"constat/store/record"
)

// said runs a command of the system, or skips the test without it.
func said(t *testing.T, name string, args ...string) string {
	t.Helper()
	out, err := exec.Command(name, args...).Output()
	if err != nil {
		t.Skipf("%s: %v", name, err)
	}
	return strings.TrimSpace(string(out))
}

func TestTheInstrumentIsThisMachine(t *testing.T) {
	w := instrument("start")
	if want := said(t, "uname", "-r"); w.Kernel != want {
		t.Errorf("kernel %q, uname says %q", w.Kernel, want)
	}
	if want := said(t, "sh", "-c", ". /etc/os-release && echo $PRETTY_NAME"); w.Release != want {
		t.Errorf("release %q, os-release says %q", w.Release, want)
	}
	if want := said(t, "awk", "/^MemTotal/ {print $2}", "/proc/meminfo"); strconv.FormatInt(w.Machine.Memory>>10, 10) != want {
		t.Errorf("memory %d, meminfo says %s", w.Machine.Memory, want)
	}
	if want := said(t, "awk", "/^btime/ {print $2}", "/proc/stat"); strconv.FormatInt(int64(w.Machine.Booted)/1000, 10) != want {
		t.Errorf("booted %v, the kernel says %s", w.Machine.Booted, want)
	}
	if want := said(t, "sh", "-c", "sha256sum < "+os.Args[0]+" | cut -c1-64"); w.Binary.String() != want {
		t.Errorf("binary %v, sha256sum says %s", w.Binary, want)
	}
	if list, err := os.ReadFile("/var/lib/dpkg/status"); err == nil && len(list) > 0 && w.Machine.Patched == 0 {
		t.Error("when the packages last changed is not told")
	}
	if _, err := record.Encode(w); err != nil {
		t.Error(err)
	}
}

func TestTheMachinesOwnIdentifierIsNotShown(t *testing.T) {
	raw := here.line("etc/machine-id")
	leaf, err := record.Encode(instrument("start"))
	if err != nil || raw == "" {
		t.Skip("no machine-id", err)
	}
	if strings.Contains(string(leaf), raw) {
		t.Error("machine-id stands in the log")
	}
	want := said(t, "sh", "-c", "printf constat | openssl dgst -sha256 -hmac "+raw+" | sed 's/.* //'")
	if got := here.id().String(); got != want {
		t.Errorf("the identifier is %s, openssl says %s", got, want)
	}
}

// machineOf makes a machine of files.
func machineOf(t *testing.T, files map[string]string) system {
	t.Helper()
	s := system{t.TempDir()}
	for path, text := range files {
		if err := os.MkdirAll(filepath.Dir(s.path(path)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(s.path(path), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func TestWhatTheSystemTellsIsRead(t *testing.T) {
	s := machineOf(t, map[string]string{
		"sys/class/dmi/id/sys_vendor": "QEMU\n", "sys/class/dmi/id/product_name": "Standard PC (Q35 + ICH9, 2009)\n",
		"proc/cpuinfo": "processor\t: 0\nmodel name\t: Example 3000\nflags\t\t: fpu hypervisor lahf_lm\n", ".dockerenv": "",
		"proc/net/route":      "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\neth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\neth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n",
		"proc/net/ipv6_route": "00000000000000000000000000000000 00 00000000000000000000000000000000 00 20010db8000000000000000000000001 00000400 00000001 00000000 00000003     eth0\n00000000000000000000000000000000 00 00000000000000000000000000000000 00 00000000000000000000000000000000 ffffffff 00000001 00000000 00200200       lo\n",
		"etc/machine-id":      "not one\n",
	})
	want := record.Machine{Vendor: "QEMU", Product: "Standard PC (Q35 + ICH9, 2009)", Virtual: []string{"hypervisor", "container docker"}, Processor: "Example 3000"}
	if got := s.machine(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
	if got, want := s.routes(), []string{"eth0 via 192.0.2.1", "eth0 via 2001:db8::1"}; !reflect.DeepEqual(got, want) {
		t.Errorf("routes %v", got)
	}
	if got := machineOf(t, nil).machine(); !reflect.DeepEqual(got, record.Machine{}) {
		t.Errorf("an empty system tells %+v", got)
	}
}

func TestTheBuildNamesCommitAndDependencies(t *testing.T) {
	b, text := builtFrom(&debug.BuildInfo{
		Settings: []debug.BuildSetting{{Key: "-trimpath", Value: "true"}, {Key: "-ldflags", Value: "-s"}, {Key: "vcs", Value: "git"}, {Key: "vcs.revision", Value: "bee2c784"}, {Key: "vcs.modified", Value: "true"}},
		Deps:     []*debug.Module{{Path: "example.org/a", Version: "v1.0.0", Sum: "h1:a"}, {Path: "example.org/b", Replace: &debug.Module{Path: "example.org/c", Version: "v2.0.0", Sum: "h1:c"}}},
	})
	list := "example.org/a v1.0.0 h1:a\nexample.org/c v2.0.0 h1:c\n"
	want := record.Build{Commit: "bee2c784", Modified: true, Dependencies: record.Sum([]byte(list)), Flags: []string{"-trimpath=true"}}
	if string(text) != list || !reflect.DeepEqual(b, want) {
		t.Errorf("got %+v, %q", b, text)
	}
}

func TestEchoesAreKeptAsTold(t *testing.T) {
	answers := map[string]func(http.ResponseWriter){
		"/plain":  func(w http.ResponseWriter) { w.Write([]byte("203.0.113.7\n")) },
		"/json":   func(w http.ResponseWriter) { w.Write([]byte(`{"ip":"2001:db8::7","country":"CA"}`)) },
		"/via":    func(w http.ResponseWriter) { w.Header().Set("Via", "1.1 proxy"); w.Write([]byte("203.0.113.8")) },
		"/busy":   func(w http.ResponseWriter) { w.WriteHeader(http.StatusTooManyRequests) },
		"/chatty": func(w http.ResponseWriter) { w.Write([]byte("<p>Your address is 203.0.113.7</p>")) },
	}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { answers[r.URL.Path](w) }))
	defer s.Close()
	got := echoed(context.Background(), []string{s.URL + "/plain", s.URL + "/json", s.URL + "/via", s.URL + "/busy", s.URL + "/chatty", "http://127.0.0.1:1/"})
	want := []record.Echo{
		{Service: s.URL + "/plain", Address: "203.0.113.7"}, {Service: s.URL + "/json", Address: "2001:db8::7"},
		{Service: s.URL + "/via", Address: "203.0.113.8", Via: "1.1 proxy"}, {Service: s.URL + "/busy", Fault: "http-status"},
		{Service: s.URL + "/chatty", Fault: "no-address"}, {Service: "http://127.0.0.1:1/", Fault: "tcp-refused"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
}
