package main

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"constat/store/record"
)

// A system is a machine as its files tell; at is "/" but in tests.
type system struct{ at string }

var here = system{"/"}

func (s system) path(parts ...string) string {
	return filepath.Join(append([]string{s.at}, parts...)...)
}

// line is the first line of a file of the system's own, empty without one.
func (s system) line(path string) string {
	for _, l := range linesOf(s.path(path)) {
		return strings.TrimSpace(l)
	}
	return ""
}

// machine tells what the system tells. The serial number is for the
// administrator alone and stays out; so does machine-id(5) as it is.
func (s system) machine() record.Machine {
	m := record.Machine{
		Vendor: s.line("sys/class/dmi/id/sys_vendor"), Product: s.line("sys/class/dmi/id/product_name"),
		Virtual: s.virtual(), ID: s.id(), Memory: s.memory(), Booted: s.booted(), Patched: s.patched(),
	}
	m.Processor, _ = s.cpu()
	return m
}

// cpu reads the processor's model, and whether it says that it is a guest's.
func (s system) cpu() (model string, guest bool) {
	for _, l := range linesOf(s.path("proc/cpuinfo")) {
		name, value, _ := strings.Cut(l, ":")
		switch strings.TrimSpace(name) {
		case "model name", "Model":
			model = strings.TrimSpace(value)
		case "flags":
			guest = slices.Contains(strings.Fields(value), "hypervisor")
		}
	}
	return model, guest
}

// virtual names what shows of a hypervisor or of a container.
func (s system) virtual() (out []string) {
	if kind := s.line("sys/hypervisor/type"); kind != "" {
		out = append(out, "hypervisor "+kind)
	} else if _, guest := s.cpu(); guest {
		out = append(out, "hypervisor")
	}
	if kind := s.line("run/systemd/container"); kind != "" {
		out = append(out, "container "+kind)
	}
	for _, mark := range [][2]string{{".dockerenv", "container docker"}, {"run/.containerenv", "container podman"}} {
		if _, err := os.Stat(s.path(mark[0])); err == nil && !slices.Contains(out, mark[1]) {
			out = append(out, mark[1])
		}
	}
	return out
}

// id is the machine's identifier as machine-id(5) lets it be shown: hashed,
// with a key, for this program alone.
func (s system) id() record.Hash {
	text := s.line("etc/machine-id")
	if raw, err := hex.DecodeString(text); err != nil || len(raw) != 16 {
		return record.Hash{}
	}
	mac := hmac.New(sha256.New, []byte(text))
	mac.Write([]byte("constat"))
	return record.Hash(mac.Sum(nil))
}

// memory is MemTotal of proc_meminfo(5), in bytes.
func (s system) memory() int64 {
	for _, l := range linesOf(s.path("proc/meminfo")) {
		if f := strings.Fields(l); len(f) >= 2 && f[0] == "MemTotal:" {
			n, _ := strconv.ParseInt(f[1], 10, 54) // none is 0, as unknown is
			return n << 10
		}
	}
	return 0
}

// booted is btime of proc_stat(5).
func (s system) booted() record.Instant {
	for _, l := range linesOf(s.path("proc/stat")) {
		if text, ok := strings.CutPrefix(l, "btime "); ok {
			if n, err := strconv.ParseInt(text, 10, 40); err == nil && n > 0 {
				return record.At(time.Unix(n, 0))
			}
		}
	}
	return 0
}

// packageLists are where Debian's, Red Hat's and Alpine's systems keep what is
// installed: rewritten at each installation, update and removal.
var packageLists = []string{
	"var/lib/dpkg/status", "var/lib/rpm/rpmdb.sqlite", "usr/lib/sysimage/rpm/rpmdb.sqlite", "var/lib/rpm/Packages", "lib/apk/db/installed",
}

func (s system) patched() record.Instant {
	for _, path := range packageLists {
		if fi, err := os.Stat(s.path(path)); err == nil {
			return record.At(fi.ModTime())
		}
	}
	return 0
}

// routes are the default routes of route(8), IPv4 first.
func (s system) routes() (out []string) {
	for _, l := range linesOf(s.path("proc/net/route")) {
		if f := strings.Fields(l); len(f) >= 8 && f[1] == "00000000" && f[7] == "00000000" {
			out = append(out, via(f[0], f[2], true))
		}
	}
	for _, l := range linesOf(s.path("proc/net/ipv6_route")) {
		f := strings.Fields(l)
		if len(f) < 10 || strings.Trim(f[0], "0") != "" || f[1] != "00" || f[9] == "lo" {
			continue
		}
		if flags, err := strconv.ParseUint(f[8], 16, 32); err == nil && flags&syscall.RTF_UP != 0 && flags&syscall.RTF_REJECT == 0 {
			out = append(out, via(f[9], f[4], false))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// via names a route; the kernel writes an IPv4 address in the machine's order,
// the lowest byte first here.
func via(device, gateway string, reversed bool) string {
	raw, err := hex.DecodeString(gateway)
	if err != nil {
		return device
	}
	if reversed {
		slices.Reverse(raw)
	}
	address, ok := netip.AddrFromSlice(raw)
	if !ok || address.IsUnspecified() {
		return device
	}
	return device + " via " + address.String()
}
