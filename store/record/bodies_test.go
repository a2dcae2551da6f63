package record

import (
	"net/url"
	"testing"
)

func wholeBodies() Bodies {
	b := Bodies{Link: Link{Chain: Chain{1}}, Round: 7, Manifest: Sum([]byte("manifest"))}
	for i := range 2 {
		b.Kept = append(b.Kept, Body{Place: int64(i), Time: 1000, Body: Sum([]byte{byte(i)}), Size: 1, File: Sum([]byte{byte(i), 1})})
	}
	return b
}

func TestBodiesAreBounded(t *testing.T) {
	if _, err := Encode(wholeBodies()); err != nil {
		t.Fatal(err)
	}
	for name, edit := range map[string]func(*Bodies){
		"of no round":      func(b *Bodies) { b.Round = 0 },
		"of no manifest":   func(b *Bodies) { b.Manifest = Hash{} },
		"none":             func(b *Bodies) { b.Kept = nil },
		"too many":         func(b *Bodies) { b.Kept = make([]Body, MaxBodies+1) },
		"at no place":      func(b *Bodies) { b.Kept[0].Place = -1 },
		"at one place":     func(b *Bodies) { b.Kept[1].Place = 0 },
		"in another order": func(b *Bodies) { b.Kept[0].Place = 2 },
		"too large":        func(b *Bodies) { b.Kept[0].Size = MaxBody + 1 },
		"less than none":   func(b *Bodies) { b.Kept[0].Size = -1 },
		"without a body":   func(b *Bodies) { b.Kept[0].Body = Hash{} },
		"without a file":   func(b *Bodies) { b.Kept[0].File = Hash{} },
		"twice":            func(b *Bodies) { b.Kept[1].Body = b.Kept[0].Body },
	} {
		b := wholeBodies()
		edit(&b)
		if _, err := Encode(b); err == nil {
			t.Errorf("%s: it is taken", name)
		}
	}
}

func TestTheLargestBodiesFitALeaf(t *testing.T) {
	b := wholeBodies()
	b.Kept = nil
	for i := range MaxBodies {
		b.Kept = append(b.Kept, Body{Place: 1<<60 + int64(i), Time: 1 << 47, Body: Sum([]byte{byte(i)}), Size: MaxBody, File: Sum([]byte{byte(i), 1})})
	}
	if leaf, err := Encode(b); err != nil || len(leaf) > MaxLeaf {
		t.Fatalf("%d bytes, %v", len(leaf), err)
	}
}

func TestWhatIsNotOfASiteHasNoNameInIt(t *testing.T) {
	start, err := url.Parse("https://www.example.com/shop/index.html")
	if err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]string{
		"https://www.example.com/shop/":            "./",
		"https://www.example.com/shop/a/":          "a/./",
		"https://www.example.com/shop/a?b=%20c":    "a?b=%20c",
		"https://www.example.com/shop/caf%C3%A9":   "café",
		"https://www.example.com/shop/index.html?": "index.html",
		"https://www.example.com/shop":             "-",
		"https://www.example.com/other/":           "-",
		"http://www.example.com/shop/":             "-",
		"https://www.example.com:8443/shop/":       "-",
		"https://lea@www.example.com/shop/":        "-",
		"https://www.example.com/shop/#top":        "-",
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := SitePath(start, u); ok != (want != "-") || ok && got != want {
			t.Errorf("%s: %q, %v", address, got, ok)
		}
	}
}
