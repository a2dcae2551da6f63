package form

import (
	"bufio"
	"fmt"
	"mime/multipart"
	"net"
	"net/netip"
	"net/url"
	"runtime"
	"strings"
	"testing"
	"time"
)

// A stranger who registered and sends slowly holds two places, and closes vouchers to nobody else.
func TestSlowUploadsOfOneMemberShutNobodyOut(t *testing.T) {
	h := newHouse(t, Options{})
	r := h.reader(t)
	r.open(h.at("en/join")).fill("name_or_legal_name", "Stranger").press("go", "later").agree()
	no, code := r.slipOf()
	at, _ := url.Parse(h.URL)
	refused := 0
	for range 16 {
		c, err := net.Dial("tcp", at.Host)
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		var b strings.Builder
		m := multipart.NewWriter(&b)
		_ = m.WriteField("no", no)
		_ = m.WriteField("code", code)
		_, _ = m.CreateFormFile("file", "slow.pdf")
		b.WriteString(strings.Repeat("x", 4<<10))
		before := h.form.uploads.under()
		fmt.Fprintf(c, "POST /claim/nordique-2021/en/voucher HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\nContent-Length: 9000000\r\n\r\n%s", at.Host, m.FormDataContentType(), b.String())
		if before >= 2 {
			if line, err := bufio.NewReader(c).ReadString('\n'); err != nil || !strings.Contains(line, "503") {
				t.Fatalf("%q %v", line, err)
			}
			refused++
			continue
		}
		waitFor(t, func() bool { return h.form.uploads.under() == before+1 })
	}
	if refused != 14 {
		t.Errorf("%d are refused", refused)
	}
	other := h.reader(t)
	other.open(h.at("en/join")).fill("name_or_legal_name", "Ann").press("go", "later").agree()
	no, code = other.slipOf()
	other.voucher(h, "en", no, code, "invoice.pdf", []byte("paid")).wants(200, "received and encrypted")
}

func (p *places) under() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.taken
}

// Of many members behind one address as few come in at a time as the address may; a place left is free again.
func TestPlacesAreBoundedByMemberAndByAddress(t *testing.T) {
	p := &places{most: 6, each: 2, line: 4}
	here, there := netip.MustParsePrefix("198.51.100.7/32"), netip.MustParsePrefix("2001:db8::/64")
	var leave []func()
	take := func(member int, from netip.Prefix, want bool) {
		t.Helper()
		l, ok := p.take(member, from)
		if ok != want {
			t.Errorf("member %d from %v: %v", member, from, ok)
		}
		if ok {
			leave = append(leave, l)
		}
	}
	take(1, here, true)
	take(1, here, true)
	take(1, there, false)
	take(2, here, true)
	take(3, here, true)
	take(4, here, false)
	take(4, there, true)
	take(5, netip.Prefix{}, true) // a proxy that doesn't tell
	take(6, there, false)
	for _, l := range leave {
		l()
		l()
	}
	if p.taken != 0 || len(p.by) != 0 {
		t.Errorf("%d %v", p.taken, p.by)
	}
}

// waitFor polls until something is so.
func waitFor(t *testing.T, so func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !so(); runtime.Gosched() {
		if time.Now().After(end) {
			t.Fatal("it does not come")
		}
	}
}
