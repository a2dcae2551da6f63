package warc

import (
	"bytes"
	"compress/gzip"
	"encoding/hex"
	"io"
	"net/netip"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

var (
	at      = time.Date(2026, 11, 18, 10, 30, 0, 123_000_000, time.UTC)
	request = Head("GET / HTTP/1.1", map[string][]string{"Host": {"shop.example"}, "User-Agent": {"constat"}})
	answer  = Head("HTTP/1.1 200 OK", map[string][]string{
		"Content-Type": {"text/html; charset=utf-8"}, "Set-Cookie": {"b=2", "a=1"}, "Server": {"nginx"},
	})
	body = []byte("<!doctype html>\n<title>Tartes</title>\n<p>Une tarte coûte 12,50 €.</p>\n<p>Une tarte coûte 12,50 €.</p>\n")
)

// captures are the vectors: each has its file of the same name in testdata,
// written once.
func captures() map[string]Capture {
	plain := Capture{URI: "https://shop.example/", Date: at, Peer: netip.MustParseAddrPort("192.0.2.7:443"), Request: request, Response: answer, Body: body}
	same := plain
	same.Date, same.Body = at.Add(time.Hour), nil
	same.Refers = &Refer{URI: plain.URI, Date: plain.Date, Digest: plain.Payload()}
	cut := plain
	cut.Date, cut.Peer, cut.Body, cut.Truncated = at.Truncate(time.Second), netip.MustParseAddrPort("[2001:db8::7]:8443"), bytes.Repeat(body, 40), true
	empty := plain
	empty.Peer, empty.Body = netip.AddrPort{}, nil
	empty.Response = []byte("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 120\r\n\r\n")
	noise := plain
	noise.URI, noise.Response, noise.Body = "https://shop.example/a.png", []byte("HTTP/2.0 200 OK\r\nContent-Type: image/png\r\n\r\n"), noiseBytes(2_000)
	again := cut
	again.Date, again.Body = at.Add(time.Minute), nil
	again.Refers = &Refer{URI: cut.URI, Date: cut.Date, Digest: cut.Payload()}
	return map[string]Capture{"again": again, "plain": plain, "revisit": same, "cut": cut, "empty": empty, "noise": noise}
}

// noiseBytes does not compress: a linear congruence, the same everywhere.
func noiseBytes(n int) []byte {
	out, x := make([]byte, n), uint32(1)
	for i := range out {
		x = x*1664525 + 1013904223
		out[i] = byte(x >> 24)
	}
	return out
}

func TestVectorsStayAsWritten(t *testing.T) {
	for name, c := range captures() {
		want, err := os.ReadFile("testdata/" + name + ".warc.gz")
		if err != nil {
			t.Fatal(err)
		}
		got, err := Encode(c)
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s: encoded otherwise (%v)", name, err)
		}
		back, err := Decode(want)
		if err != nil || !reflect.DeepEqual(back, c) {
			t.Errorf("%s: %v\ngot  %+v\nwant %+v", name, err, back, c)
		}
	}
}

// The names the files have in a store, so that sha256sum over testdata tells them too.
func TestVectorsKeepTheirNames(t *testing.T) {
	for name, want := range map[string]string{
		"again":   "243bc9aba097686cfeb98b21c470e180adf04dab446faffa602abc282cf1a542",
		"plain":   "7632ce3b9027a6e4979d5d4af44c4506f1590c8c52d2ff9d2166cf7e4b2b5385",
		"revisit": "97b72766533c47fd74994dfd6ae6ce84a96b410f92a1dc808ba7744bfa20310b",
		"cut":     "b5da8fb9303134791af7c94ea131c2fe68bb720e6f08b54b58063ce243ace1f1",
		"empty":   "e8835927ffcc1ca1d597ced5f05f7ce51681f73430b9c5dbd9f44d3b34823d6a",
		"noise":   "fc7b77ebbbe91ee9bd5b8e2fe6b1f1e04c2cd2ea5edbfdc7d66f8265bd304892",
	} {
		b, _ := Encode(captures()[name])
		if sum := Digest(b); hex.EncodeToString(sum[:]) != want {
			t.Errorf("%s: %x", name, sum)
		}
	}
}

func TestEveryCaptureComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCapture(t)
		b, err := Encode(c)
		if err != nil {
			t.Fatal(err)
		}
		back, err := Decode(b)
		if err != nil || !reflect.DeepEqual(back, canonical(c)) {
			t.Fatalf("%v\ngot  %+v\nwant %+v", err, back, c)
		}
		if again, _ := Encode(back); !bytes.Equal(again, b) {
			t.Fatal("one capture, two encodings")
		}
	})
}

func drawCapture(t *rapid.T) Capture {
	c := Capture{
		URI:      rapid.StringMatching(`https?://[!-;=?-~]{1,30}`).Draw(t, "uri"),
		Date:     time.Unix(rapid.Int64Range(-1e10, 1e11).Draw(t, "s"), rapid.Int64Range(0, 999_999_999).Draw(t, "ns")),
		Request:  []byte("GET / HTTP/1.1\r\n\r\n" + rapid.String().Draw(t, "posted")),
		Response: Head("HTTP/1.1 200", rapid.MapOf(rapid.StringMatching(`[A-Z][a-z-]{0,9}`), rapid.SliceOf(rapid.String())).Draw(t, "header")),
	}
	if rapid.Bool().Draw(t, "has peer") {
		c.Peer = netip.AddrPortFrom(netip.AddrFrom16([16]byte(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, "ip"))), rapid.Uint16().Draw(t, "port"))
	}
	c.Truncated = rapid.Bool().Draw(t, "cut")
	if rapid.Bool().Draw(t, "refers") {
		c.Refers = &Refer{URI: c.URI, Date: c.Date.Add(-time.Hour), Digest: [32]byte(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "digest"))}
		return c
	}
	c.Body = rapid.SliceOf(rapid.ByteRange('a', 'd')).Draw(t, "body")
	return c
}

func TestTheSameMomentAndPeerGiveTheSameBytes(t *testing.T) {
	c := captures()["plain"]
	want, _ := Encode(c)
	c.Date = c.Date.In(time.FixedZone("", 3600))
	c.Peer = netip.MustParseAddrPort("[::ffff:192.0.2.7]:443")
	if got, err := Encode(c); err != nil || !bytes.Equal(got, want) {
		t.Errorf("another zone, another capture (%v)", err)
	}
	c.Peer = netip.MustParseAddrPort("[fe80::7%eth0]:443")
	b, err := Encode(c)
	if err != nil {
		t.Fatal(err)
	}
	if back, err := Decode(b); err != nil || back.Peer != netip.MustParseAddrPort("[fe80::7]:443") {
		t.Errorf("%v %v", back.Peer, err)
	}
}

func TestAnyAddressIsWrittenInASCII(t *testing.T) {
	c := captures()["plain"]
	c.URI = "http://a.example/été b<c>\r\nWARC-Type: x"
	b, err := Encode(c)
	if err != nil {
		t.Fatal(err)
	}
	back, err := Decode(b)
	if want := "http://a.example/%C3%A9t%C3%A9%20b%3Cc%3E%0D%0AWARC-Type:%20x"; err != nil || back.URI != want {
		t.Errorf("%q, want %q (%v)", back.URI, want, err)
	}
}

func TestEveryChangedByteIsRefused(t *testing.T) {
	for _, name := range []string{"plain", "revisit"} {
		good, _ := Encode(captures()[name])
		for i := range good {
			for _, mask := range []byte{0x01, 0x80} {
				bad := bytes.Clone(good)
				bad[i] ^= mask
				if _, err := Decode(bad); err == nil {
					t.Fatalf("%s: byte %d changed by %#x passes", name, i, mask)
				}
			}
			if _, err := Decode(good[:i]); err == nil {
				t.Fatalf("%s: cut at %d passes", name, i)
			}
		}
	}
}

func TestWhatIsNotOursIsRefused(t *testing.T) {
	good, _ := Encode(captures()["plain"])
	var plain bytes.Buffer
	z, _ := gzip.NewReader(bytes.NewReader(good))
	io.Copy(&plain, z)
	for name, b := range map[string][]byte{
		"nothing":         nil,
		"a byte more":     append(bytes.Clone(good), 0),
		"a member more":   append(bytes.Clone(good), member(nil)...),
		"twice":           append(bytes.Clone(good), good...),
		"not compressed":  plain.Bytes(),
		"one stream":      zipped(plain.Bytes()),
		"other packer":    byOther(plain.String()),
		"a wrong digest":  put(strings.Replace(plain.String(), "12,50", "12,60", 1)),
		"another order":   put(strings.Replace(plain.String(), "WARC-Type: warcinfo\r\n", "", 1)),
		"another version": put(strings.ReplaceAll(plain.String(), "WARC/1.1", "WARC/1.0")),
		"a field more":    put(strings.Replace(plain.String(), "WARC-Type: request", "X: y\r\nWARC-Type: request", 1)),
		"blanks":          put(strings.Replace(plain.String(), "WARC-Type: request", "WARC-Type:  request", 1)),
	} {
		if _, err := Decode(b); err == nil {
			t.Errorf("%s passes", name)
		} else {
			t.Logf("%s: %v", name, err)
		}
	}
	if got, err := Decode(put(plain.String())); err != nil || got.URI == "" {
		t.Errorf("the file itself, taken apart and put together: %v", err)
	}
}

func zipped(b []byte) []byte {
	var out bytes.Buffer
	z := gzip.NewWriter(&out)
	z.Write(b)
	z.Close()
	return out.Bytes()
}

// records cuts the plain text of a file of ours.
func records(plain string) (out []string) {
	for _, r := range strings.Split(plain, "WARC/1.")[1:] {
		out = append(out, "WARC/1."+r)
	}
	return out
}

// byOther has the same records from another compressor.
func byOther(plain string) (out []byte) {
	for _, r := range records(plain) {
		out = append(out, zipped([]byte(r))...)
	}
	return out
}

// put has them from ours.
func put(plain string) (out []byte) {
	for _, r := range records(plain) {
		out = append(out, member([]byte(r))...)
	}
	return out
}

func TestEncodeRefusesWhatHasNoForm(t *testing.T) {
	for name, change := range map[string]func(*Capture){
		"no address":        func(c *Capture) { c.URI = "" },
		"a long address":    func(c *Capture) { c.URI = "http://a/" + strings.Repeat("a", maxURI) },
		"no request":        func(c *Capture) { c.Request = nil },
		"half a request":    func(c *Capture) { c.Request = []byte("GET / HTTP/1.1\r\n") },
		"no response":       func(c *Capture) { c.Response = nil },
		"half a response":   func(c *Capture) { c.Response = []byte("HTTP/1.1 200 OK\r\n") },
		"body in response":  func(c *Capture) { c.Response = append(bytes.Clone(c.Response), 'x') },
		"two blank lines":   func(c *Capture) { c.Response = append(bytes.Clone(c.Response), "\r\n\r\n"...) },
		"body kept twice":   func(c *Capture) { c.Refers = &Refer{URI: c.URI, Date: c.Date} },
		"refers to nowhere": func(c *Capture) { c.Refers, c.Body = &Refer{Date: c.Date}, nil },
		"the year 10000":    func(c *Capture) { c.Date = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) },
		"too large":         func(c *Capture) { c.Body = make([]byte, MaxSize) },
		"refers to the past": func(c *Capture) {
			c.Refers, c.Body = &Refer{URI: c.URI, Date: time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC)}, nil
		},
	} {
		c := captures()["plain"]
		change(&c)
		if _, err := Encode(c); err == nil {
			t.Errorf("%s passes", name)
		}
	}
}

// What Encode takes, Decode must give back: so the records around the largest
// contents have to fit into the room left for them.
func TestTheLargestCaptureComesBack(t *testing.T) {
	c := captures()["revisit"]
	c.URI = "https://shop.example/" + strings.Repeat("a", maxURI-21)
	c.Refers.URI = c.URI
	b, err := Encode(c)
	if err != nil {
		t.Fatal(err)
	}
	var plain bytes.Buffer
	z, _ := gzip.NewReader(bytes.NewReader(b))
	io.Copy(&plain, z)
	if around := plain.Len() - len(c.Request) - len(c.Response); around > overhead {
		t.Errorf("%d bytes around the contents, want %d at most", around, overhead)
	}
}

func TestABombIsRefused(t *testing.T) {
	var bomb bytes.Buffer
	z, _ := gzip.NewWriterLevel(&bomb, gzip.BestSpeed)
	for range MaxSize>>20 + 1 {
		z.Write(make([]byte, 1<<20))
	}
	z.Close()
	_, err := Decode(bomb.Bytes())
	if err == nil || !strings.Contains(err.Error(), "larger than") {
		t.Errorf("%d bytes: %v", bomb.Len(), err)
	}
}

func TestAnyInflaterReadsWhatWePack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOf(rapid.OneOf(
			rapid.SliceOfN(rapid.Byte(), 0, 50),
			rapid.Map(rapid.IntRange(0, 70_000), func(n int) []byte { return make([]byte, n) }),
			rapid.Map(rapid.IntRange(0, 400), noiseBytes),
			rapid.Just(body),
		)).Draw(t, "parts")
		plain := bytes.Join(parts, nil)
		z, err := gzip.NewReader(bytes.NewReader(member(plain)))
		if err != nil {
			t.Fatal(err)
		}
		if back, err := io.ReadAll(z); err != nil || !bytes.Equal(back, plain) {
			t.Fatalf("%d bytes came back as %d: %v", len(plain), len(back), err)
		}
	})
}

// What was packed once is packed so for ever: files are named by their digest.
func TestPackedBytesStay(t *testing.T) {
	letters := noiseBytes(20_000) // many candidates for each match
	for i := range letters {
		letters[i] = 'a' + letters[i]%4
	}
	long := bytes.Repeat(append(noiseBytes(20_000), body...), 3)
	for want, plain := range map[string][]byte{
		"ac73670af3abed54ac6fb4695131f4099be9fbe39d6076c5d0264a6bbdae9d83": nil,
		"083b1d92b130268aff3598ec6b7b71d908d2e7a95261d88e943ad54d3bae41af": noiseBytes(70_000),
		"4424c85ef48e6e3f23c604cd4827f9ade52e406d0750296cf55db4b7e317d1ff": long,
		"af8b8a08dc943e2c9ab912e54d8bc9d2eb983c54f889cad64f1f50152c49d1a1": make([]byte, 100_000),
		"d0d1c32597c6df1dae9ba7a12cf94c951bebca83c41a678603c3c06b79f9e3a1": letters,
		"77c2107c6df1c03c9c8976719a02dd618ca34e7bb9c537f9417658113bf592de": bytes.Repeat(noiseBytes(window), 2),
		"6655fa6ab9875b247daebcdf8ff1a4e0ba15655329b6d0168fda30710e88b550": bytes.Repeat(noiseBytes(window+1), 2),
	} {
		packed := member(plain)
		if sum := Digest(packed); hex.EncodeToString(sum[:]) != want {
			t.Errorf("%d bytes packed into %d otherwise: %x, want %s", len(plain), len(packed), sum, want)
		}
		z, err := gzip.NewReader(bytes.NewReader(packed))
		if err != nil {
			t.Fatal(err)
		}
		if back, err := io.ReadAll(z); err != nil || !bytes.Equal(back, plain) {
			t.Errorf("%d bytes came back as %d: %v", len(plain), len(back), err)
		}
	}
}

func TestHeadIsSortedAndHasNoStrayLines(t *testing.T) {
	got := string(Head("HTTP/1.1 200 OK", map[string][]string{"B": {"2", "1"}, "A": {"x\r\nY: z"}, "C": nil}))
	if want := "HTTP/1.1 200 OK\r\nA: x  Y: z\r\nB: 2\r\nB: 1\r\n\r\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func FuzzDecode(f *testing.F) {
	for _, c := range captures() {
		b, _ := Encode(c)
		f.Add(b)
	}
	f.Add([]byte("WARC/1.1\r\n\r\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, b := range [][]byte{b, put(string(b))} {
			c, err := Decode(b)
			if err != nil {
				continue
			}
			if again, err := Encode(c); err != nil || !bytes.Equal(again, b) {
				t.Fatalf("decoded, and encoded otherwise: %v", err)
			}
		}
	})
}
