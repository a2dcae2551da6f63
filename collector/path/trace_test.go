package path

import (
	"fmt"
	"net/netip"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"constat/store/record"
)

func hopsOf(t record.PathTrace) string {
	var list []string
	for _, h := range t.Hops {
		list = append(list, fmt.Sprint(h.TTL, " ", h.Address))
	}
	return strings.Join(list, ", ")
}

func TestTraceNamesWhoIsOnTheWay(t *testing.T) {
	if !away(t) {
		return
	}
	for to, want := range map[string]string{
		"192.0.2.7":      "1 198.51.100.1, 2 10.0.1.2, 3 192.0.2.7",
		"2001:db8:ff::7": "1 2001:db8:1::1, 2 2001:db8:2::2, 3 2001:db8:ff::7",
	} {
		started := time.Now()
		got := trace(t.Context(), netip.MustParseAddr(to))
		if hopsOf(got) != want || !got.Reached || got.Fault != record.NoFault {
			t.Errorf("to %s: %s, %+v", to, hopsOf(got), got)
		}
		if took := time.Since(started); took > traceTimeout {
			t.Errorf("to %s: %v", to, took)
		}
	}
	unreached := trace(t.Context(), netip.MustParseAddr("192.0.2.8"))
	if unreached.Reached || !strings.HasPrefix(hopsOf(unreached), "1 198.51.100.1, 2 10.0.1.2") {
		t.Errorf("to nobody: %+v", unreached)
	}
	// The way breaks off behind the first router, which says nothing.
	if out, err := exec.Command("ip", "-n", os.Getenv(inside)+"2", "link", "set", "to1", "down").CombinedOutput(); err != nil {
		t.Fatalf("%s", out)
	}
	cut := trace(t.Context(), netip.MustParseAddr("192.0.2.7"))
	if cut.Reached || !strings.HasPrefix(hopsOf(cut), "1 198.51.100.1") {
		t.Errorf("cut off: %+v", cut)
	}
}

func TestTraceSaysThatNothingCouldBeSent(t *testing.T) {
	if !away(t) {
		return
	}
	if out, err := exec.Command("ip", "route", "del", "default").CombinedOutput(); err != nil {
		t.Fatalf("%s", out)
	}
	if got := trace(t.Context(), netip.MustParseAddr("192.0.2.7")); got.Fault != record.Local || got.Detail != "network is unreachable" {
		t.Errorf("%+v", got)
	}
}
