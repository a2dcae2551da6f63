package path

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// inside is set in the test binary that runs in a network of its own.
const inside = "CONSTAT_TEST_NETWORK"

// away runs the test again in a network of its own, and reports whether this is
// it. The network is a line of machines: this one, then routers 1 to 3, the last
// of which has 192.0.2.7 and 2001:db8:ff::7.
//
//	here 198.51.100.2 ── 198.51.100.1 router1 10.0.1.1 ── 10.0.1.2 router2 10.0.2.1 ── 10.0.2.2 router3 192.0.2.7
func away(t *testing.T) bool {
	t.Helper()
	if os.Getenv(inside) != "" {
		return true
	}
	if _, err := exec.LookPath("ip"); err != nil || os.Getuid() != 0 {
		t.Skip("a network of our own takes ip(8) and root")
	}
	n := network{t: t, name: fmt.Sprintf("constat%d-", os.Getpid())}
	if out, err := exec.Command("ip", "netns", "add", n.name+"0").CombinedOutput(); err != nil {
		t.Skipf("no network of our own: %s", out)
	}
	n.drop(0)
	for i := 1; i <= 3; i++ {
		n.run("ip", "netns", "add", n.of(i))
		n.drop(i)
		n.in(i, "sysctl", "-q", "-w", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1", "net.ipv4.icmp_ratelimit=0", "net.ipv6.icmp.ratelimit=0")
	}
	for i := range 4 {
		n.in(i, "ip", "link", "set", "lo", "up")
	}
	n.wire(0, 1, "198.51.100.2/24", "198.51.100.1/24", "2001:db8:1::2/64", "2001:db8:1::1/64")
	n.wire(1, 2, "10.0.1.1/24", "10.0.1.2/24", "2001:db8:2::1/64", "2001:db8:2::2/64")
	n.wire(2, 3, "10.0.2.1/24", "10.0.2.2/24", "2001:db8:3::1/64", "2001:db8:3::2/64")
	n.in(3, "ip", "addr", "add", "192.0.2.7/32", "dev", "lo")
	n.in(3, "ip", "addr", "add", "2001:db8:ff::7/128", "dev", "lo", "nodad")
	for _, way := range [][3]string{{"0", "default", "198.51.100.1"}, {"1", "192.0.2.0/24", "10.0.1.2"}, {"2", "192.0.2.0/24", "10.0.2.2"}, {"2", "198.51.100.0/24", "10.0.1.1"}, {"3", "default", "10.0.2.1"},
		{"0", "default", "2001:db8:1::1"}, {"1", "2001:db8:ff::/64", "2001:db8:2::2"}, {"2", "2001:db8:ff::/64", "2001:db8:3::2"}, {"2", "2001:db8:1::/64", "2001:db8:2::1"}, {"3", "default", "2001:db8:3::1"}} {
		family := "-4"
		if strings.Contains(way[2], ":") {
			family = "-6"
		}
		n.run("ip", family, "-n", n.name+way[0], "route", "add", way[1], "via", way[2])
	}
	cmd := exec.Command("ip", "netns", "exec", n.of(0), os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	cmd.Env = append(os.Environ(), inside+"="+n.name)
	out, err := cmd.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Error(err)
	}
	return false
}

type network struct {
	t    *testing.T
	name string
}

func (n network) of(i int) string { return fmt.Sprint(n.name, i) }

func (n network) run(args ...string) {
	n.t.Helper()
	if out, err := exec.Command(args[0], args[1:]...).CombinedOutput(); err != nil {
		n.t.Fatalf("%v: %s", args, out)
	}
}

func (n network) in(i int, args ...string) {
	n.t.Helper()
	n.run(append([]string{"ip", "netns", "exec", n.of(i)}, args...)...)
}

func (n network) drop(i int) {
	n.t.Cleanup(func() { _ = exec.Command("ip", "netns", "del", n.of(i)).Run() })
}

// wire puts a wire between two machines, with the addresses of its ends.
func (n network) wire(i, j int, addresses ...string) {
	n.t.Helper()
	right, left := fmt.Sprint("to", j), fmt.Sprint("to", i)
	n.run("ip", "-n", n.of(i), "link", "add", right, "type", "veth", "peer", "name", left, "netns", n.of(j))
	for k, address := range addresses {
		at, dev := i, right
		if k%2 == 1 {
			at, dev = j, left
		}
		args := []string{"ip", "-n", n.of(at), "addr", "add", address, "dev", dev}
		if strings.Contains(address, ":") {
			args = append(args, "nodad")
		}
		n.run(args...)
	}
	n.run("ip", "-n", n.of(i), "link", "set", right, "up")
	n.run("ip", "-n", n.of(j), "link", "set", left, "up")
}
