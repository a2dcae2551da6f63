package seal

import (
	"encoding/hex"
	"math/big"
	"strings"
	"testing"
)

func TestRequest(t *testing.T) {
	nonce, _ := new(big.Int).SetString("a3ba0f997c8aef44", 16)
	// "openssl ts -query -data data -sha256 -cert", of that nonce.
	want := "30440201013031300d0609608648016503040201050004201a857a9333d268ee49e529f5ed41a4ffcc23fc2ab3e5b218d0e722bea64c7c40" +
		"020900a3ba0f997c8aef440101ff"
	if got := hex.EncodeToString(Request(vectorFile(t, "data"), nonce)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestResponseSaysWhy(t *testing.T) {
	for name, c := range map[string]struct{ resp, want string }{
		"text and failure": {"301330110201023007" + "0c056e6f0a6e6f" + "0303000001", `"no\nno"`},
		"bad algorithm":    {"30093007020102030207" + "80", "algorithm not known"},
		"says nothing":     {"30053003020102", "status 2"},
		"no token":         {"30053003020100", "without a token"},
		"waiting":          {"30053003020103", "status 3"},
		"negative":         {"300530030201ff", "status"},
	} {
		b, err := hex.DecodeString(c.resp)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ParseResponse(b); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzParseResponse(f *testing.F) {
	for _, v := range vectors {
		f.Add(vectorFile(f, v.name+".tsr"))
	}
	f.Add([]byte("\x30\x09\x30\x07\x02\x01\x02\x03\x02\x07\x80"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if token, err := ParseResponse(b); err == nil && len(token) == 0 {
			t.Error("no token and no error")
		}
	})
}
