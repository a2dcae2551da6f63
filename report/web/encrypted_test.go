package web

import (
	"crypto/tls"
	"net/http/httptest"
	"testing"
)

// Behind a proxy of ours the way is encrypted unless it says that it is not; what a caller without one writes there counts for nothing.
func TestAProxyOfOursEncryptsUnlessItSaysNot(t *testing.T) {
	for _, tt := range []struct {
		says          string
		proxy, direct bool // direct: TLS to us
		want          bool
	}{{"", true, false, true}, {"https", true, false, true}, {"HTTP", true, false, false}, {"http", true, false, false}, {"https", false, false, false}, {"", false, false, false}, {"http", false, true, true}} {
		r := httptest.NewRequest("GET", "http://constat.example/", nil)
		if tt.says != "" {
			r.Header.Set("X-Forwarded-Proto", tt.says)
		}
		if tt.direct {
			r.TLS = &tls.ConnectionState{}
		}
		if Encrypted(r, tt.proxy) != tt.want {
			t.Errorf("%+v", tt)
		}
	}
}
