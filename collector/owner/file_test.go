package owner

import (
	"compress/gzip"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"
)

// site has the names of the site's addresses at a real name server, and its files at a real
// web server: one for shop.example over TLS and in clear, and another that answers for any
// other name.
func (d *desk) site(zone, file, anyone string) {
	d.t.Helper()
	named(d.t, d.lies[nsOne], map[string]string{"shop.example": "@ NS ns1.dns.example.\n" + zone})
	d.a.Resolvers = d.a.Resolvers[:1]
	dir := d.t.TempDir()
	d.a.Roots = issued(d.t, dir, "shop.example")
	if file != noFile {
		write(d.t, dir+"/shop"+FilePath, file)
	}
	write(d.t, dir+"/anyone"+FilePath, anyone)
	nginx(d.t, d.lies[webOne], dir, fmt.Sprintf(`server { listen %[2]s default_server; root %[1]s/anyone; }
server { listen %[2]s; server_name shop.example; root %[1]s/shop; }
server { listen %[3]s ssl; server_name shop.example; root %[1]s/shop; ssl_certificate %[1]s/cert.pem; ssl_certificate_key %[1]s/key.pem; }
`, dir, d.lies[webOne], d.lies[tlsOne]))
}

const noFile = "\x00"

const oneAddress = "@ A 192.0.2.80\n"

func TestFileOnARealSite(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, file, anyone string
		clear              bool
		way                Way
		want               Outcome
		why                Reason
	}{
		{"placed", "TOKEN\n", "", false, File, Proven, ""},
		{"among others", "\ufeffconstat-owner=other\r\nTOKEN\r\n", "", false, File, Proven, ""},
		{"in clear", "TOKEN", "", true, FileClear, Proven, ""},
		{"a neighbour's, in clear", "TOKEN", "TOKEN", true, FileClear, NotProven, AnyName},
		{"another's", "constat-owner=other", "", false, File, NotProven, OtherToken},
		{"with something else", "TOKEN\nThis forum said: TOKEN", "", false, File, NotProven, NotPlain},
		{"a page", "<p>TOKEN", "", false, File, NotProven, NotPlain},
		{"huge", strings.Repeat("\n", 5000) + "TOKEN", "", false, File, NotProven, NotPlain},
		{"empty", "", "", false, File, NotProven, Absent},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, "https://Shop.example/")
			place := strings.NewReplacer("TOKEN", d.token())
			d.site(oneAddress, place.Replace(c.file), place.Replace(c.anyone))
			if c.clear {
				d.lies[tlsOne] = local(1)
			}
			d.want(File, c.way, c.want, c.why)
		})
	}
}

func TestFileThatIsNotThere(t *testing.T) {
	t.Parallel()
	d := newDesk(t, "shop.example")
	d.site(oneAddress, noFile, "")
	d.want(File, File, NotProven, Absent)
}

// TestFileOfAnotherClaim: the path is the same, which names no claim; the token is not.
func TestFileOfAnotherClaim(t *testing.T) {
	t.Parallel()
	d := newDesk(t, "shop.example")
	d.site(oneAddress, d.token(), "")
	d.c.Claim = "other"
	d.want(File, File, NotProven, OtherToken)
}

// A certificate of another name is nobody's word; the name's own server may be in clear.
func TestFileNeedsTheSitesOwnCertificate(t *testing.T) {
	t.Parallel()
	d := newDesk(t, "shop.example")
	d.site(oneAddress, d.token(), "")
	d.a.Roots = issued(t, t.TempDir(), "shop.example") // another authority
	d.want(File, FileClear, Proven, "")
}

// Of two addresses both must say yes; a dead one says nothing.
func TestEachAddressOfASiteIsAsked(t *testing.T) {
	t.Parallel()
	d := newDesk(t, "shop.example")
	d.site(oneAddress+"@ A 198.51.100.80\n", d.token(), "")
	d.lies[tlsTwo], d.lies[webTwo] = local(1), local(1)
	d.want(File, File, Proven, "")
	dir := t.TempDir()
	d.lies[tlsOne], d.lies[webTwo] = local(1), local(free(t))
	nginx(t, d.lies[webTwo], dir, fmt.Sprintf("server { listen %s; root %s; }", d.lies[webTwo], dir))
	d.want(File, FileClear, Contradicted, AddressesDiffer)
}

// A name that leads inside is not asked there, whatever it leads to beside it.
func TestSiteLeadsNowhereInside(t *testing.T) {
	t.Parallel()
	d := newDesk(t, "shop.example")
	named(t, d.lies[nsOne], map[string]string{"shop.example": "@ NS ns1.dns.example.\n@ A 127.0.0.1\n@ A 169.254.169.254\n@ A 10.1.2.3\n@ AAAA ::1\n@ AAAA fd00::1\n@ AAAA ::ffff:10.0.0.1\n@ AAAA 64:ff9b::a00:1\n"})
	d.want(File, File, Unreachable, NoAddress)
}

// hostile answers in clear as it is told.
func (d *desk) hostile(do http.HandlerFunc) {
	d.t.Helper()
	named(d.t, d.lies[nsOne], map[string]string{"shop.example": "@ NS ns1.dns.example.\n" + oneAddress})
	d.lies[tlsOne] = local(1)
	l, err := net.Listen("tcp", d.lies[webOne].String())
	if err != nil {
		d.t.Fatal(err)
	}
	s := &http.Server{Handler: do, ReadHeaderTimeout: time.Minute}
	go s.Serve(l)
	d.t.Cleanup(func() { s.Close() })
}

func TestHostileSites(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		do   func(d *desk) http.HandlerFunc
		want Outcome
		why  Reason
	}{
		"echo of the address": {func(d *desk) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.Host, r.URL, r.Header) }
		}, NotProven, NotPlain},
		"any address": {func(d *desk) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				if r.Host != "shop.example" {
					w.WriteHeader(http.StatusNotFound)
				}
				fmt.Fprint(w, d.token())
			}
		}, NotProven, AnyPath},
		"redirect inside": {func(d *desk) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, "http://169.254.169.254/latest/meta-data/", http.StatusFound)
			}
		}, NotProven, Redirected},
		"open redirect": {func(d *desk) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				http.Redirect(w, r, "http://other.example/", http.StatusMovedPermanently)
			}
		}, NotProven, Redirected},
		"in order": {func(d *desk) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				if r.Host == "shop.example" && r.URL.Path == FilePath {
					fmt.Fprint(w, d.token())
					return
				}
				http.NotFound(w, r)
			}
		}, Proven, ""},
		"broken server": {func(d *desk) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				w.WriteHeader(http.StatusServiceUnavailable)
				fmt.Fprint(w, d.token())
			}
		}, Unreachable, NoAnswer},
		"endless": {func(d *desk) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				for range 1 << 16 {
					if _, err := fmt.Fprintln(w, d.token()); err != nil {
						return
					}
				}
			}
		}, NotProven, NotPlain},
		"compressed": {func(d *desk) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Encoding", "gzip")
				g := gzip.NewWriter(w)
				fmt.Fprint(g, d.token())
				g.Close()
			}
		}, NotProven, NotPlain},
		"tarpit": {func(d *desk) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
		}, Unreachable, NoAnswer},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := newDesk(t, "shop.example")
			d.hostile(c.do(d))
			ctx, cancel := context.WithTimeout(context.Background(), 12*time.Second)
			defer cancel()
			d.is(d.a.Try(ctx, d.c, File), FileClear, c.want, c.why)
		})
	}
}

// What a name leads to when it is asked again makes no difference: the address that was
// checked is the one that is dialled.
func TestRebindingLeadsNowhere(t *testing.T) {
	t.Parallel()
	a := &Asker{}
	for _, s := range []string{"127.0.0.1:80", "10.0.0.1:80", "169.254.169.254:80", "[::1]:80", "[::ffff:127.0.0.1]:80", "[64:ff9b::7f00:1]:80", "100.64.0.1:80", "0.0.0.0:80", "[fe80::1%eth0]:80", "[2002:7f00:1::]:80"} {
		if to, ok := a.dialled(netip.MustParseAddrPort(s)); ok {
			t.Errorf("%s leads to %s", s, to)
		}
	}
	if to, ok := a.dialled(netip.MustParseAddrPort("192.0.2.1:80")); !ok || to.String() != "192.0.2.1:80" {
		t.Errorf("%v %v", to, ok)
	}
}
