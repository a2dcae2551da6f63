package main

import (
	"bufio"
	"net"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"constat/store/record"
)

// instrument describes what observes: what French courts ask of a constat
// internet that a program can know by itself (NF Z67-147; the machine, the
// system, the client and its version, local addresses, name servers, proxy).
// What it could not learn is left out.
func instrument(event string) record.Watch {
	built, _ := build()
	return record.Watch{
		Build: built,
		Time:  record.At(time.Now()), Event: event, Version: version, Binary: binaryDigest(),
		Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH, Kernel: kernel(), Release: release(),
		Processors: runtime.NumCPU(), Addresses: addresses(), Resolvers: resolvers(), Proxy: proxies(),
		Machine: here.machine(), Network: record.Network{Routes: here.routes()},
	}
}

// binaryDigest is the SHA-256 of the running program.
var binaryDigest = sync.OnceValue(func() record.Hash {
	path, err := os.Executable()
	if err != nil {
		return record.Hash{}
	}
	h, err := digestOf(path)
	if err != nil {
		return record.Hash{}
	}
	return h
})

func kernel() string {
	var u syscall.Utsname
	if syscall.Uname(&u) != nil {
		return ""
	}
	var b []byte
	for _, c := range u.Release {
		if c == 0 {
			break
		}
		b = append(b, byte(c))
	}
	return string(b)
}

// release is the distribution as os-release(5) names it.
func release() string {
	for _, line := range linesOf("/etc/os-release") {
		if name, ok := strings.CutPrefix(line, "PRETTY_NAME="); ok {
			return strings.Trim(name, `"`)
		}
	}
	return ""
}

// resolvers are the name servers of resolv.conf(5).
func resolvers() []string {
	var out []string
	for _, line := range linesOf("/etc/resolv.conf") {
		if f := strings.Fields(line); len(f) >= 2 && f[0] == "nameserver" {
			out = append(out, f[1])
		}
	}
	return out
}

func linesOf(path string) []string {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	var out []string
	for s := bufio.NewScanner(f); s.Scan(); {
		out = append(out, s.Text())
	}
	return out
}

func addresses() []string {
	var out []string
	interfaces, err := net.Interfaces()
	if err != nil {
		return nil
	}
	for _, i := range interfaces {
		list, err := i.Addrs()
		if err != nil || i.Flags&net.FlagUp == 0 {
			continue
		}
		for _, a := range list {
			out = append(out, i.Name+" "+a.String())
		}
	}
	return out
}

// proxies names the proxy variables that are set. Their values may hold a
// password and stay out; probes use none of them.
func proxies() []string {
	var out []string
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"} {
		if os.Getenv(name) != "" {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}
