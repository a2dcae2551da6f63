package pdf

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/asn1"
	"encoding/hex"
	"fmt"
	"math/big"
	"reflect"
	"strings"
	"sync"
	"testing"
	"unicode"
)

func TestNoChangedByteVerifiesAsTheSame(t *testing.T) {
	s := signers()["self-signed"].Signer
	s.Stamp = func(context.Context, []byte) ([]byte, error) {
		return asn1.Marshal(struct{ Token string }{"of a kind"})
	}
	signed := sign(t, blank(), s)
	want, err := Signatures(signed)
	if err != nil {
		t.Fatal(err)
	}
	// Zeros after the signature are all looked at by one comparison: every
	// hundredth does.
	zeros := bytes.Index(signed, bytes.Repeat([]byte("0"), 4096))
	end := bytes.Index(signed, []byte("0>>>"))
	var wait sync.WaitGroup
	for worker := range 4 {
		wait.Go(func() {
			file := bytes.Clone(signed)
			for at := worker; at < len(file); at += 4 {
				if at > zeros+100 && at < end-100 && at/4%100 != 0 {
					continue
				}
				for _, flip := range []byte{0x01, 0x20} {
					if flip == 0x20 && !unicode.IsLetter(rune(file[at])) {
						continue
					}
					file[at] ^= flip
					if got, err := Signatures(file); err == nil && len(got) > 0 && reflect.DeepEqual(got, want) {
						t.Errorf("byte %d of %d (%q) flipped by %#x verifies as before", at, len(file), signed[at], flip)
					}
					file[at] ^= flip
				}
			}
		})
	}
	wait.Wait()
}

func TestWhatIsSignedCannotChange(t *testing.T) {
	base := blank()
	signed := sign(t, base, signers()["rsa"].Signer)
	other := sign(t, pages(1), signers()["rsa"].Signer)
	for name, file := range map[string][]byte{
		"a page changed":         bytes.Replace(signed, []byte("/MediaBox"), []byte("/MediaBax"), 1),
		"a byte after":           append(bytes.Clone(signed), '\n'),
		"a byte missing":         signed[:len(signed)-1],
		"a revision after":       append(bytes.Clone(signed), shadow(signed)...),
		"another's revision":     append(bytes.Clone(base), other[len(pages(1)):]...),
		"the revision twice":     append(bytes.Clone(signed), signed[len(base):]...),
		"a shorter range":        bytes.Replace(signed, []byte("/ByteRange [0 "), []byte("/ByteRange [1 "), 1),
		"upper-case hexadecimal": bytes.Replace(signed, []byte("a"), []byte("A"), -1),
		"a foreign sub-filter":   bytes.Replace(signed, []byte("/ETSI.CAdES.detached"), []byte("/adbe.pkcs7.detached"), 1),
	} {
		if got, err := Signatures(file); err == nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// shadow is a revision that shows another first page and signs nothing.
func shadow(file []byte) []byte {
	r, err := lastRevision(file)
	if err != nil {
		panic(err)
	}
	w := writer{base: len(file), offsets: map[int]int{}}
	w.object(3, []byte("<</Type /Page /Parent 1 0 R /MediaBox [0 0 9 9]>>"))
	w.end(r, "")
	return w.text
}

func TestAChangeIsSaidToBeOne(t *testing.T) {
	signed := sign(t, blank(), signers()["rsa"].Signer)
	_, err := Signatures(bytes.Replace(signed, []byte("/Producer <FE"), []byte("/Producer <EF"), 1))
	if err == nil || err.Error() != "read signatures: signature 1: the file was changed after it was signed" {
		t.Error(err)
	}
}

// Whoever signs may have changed the page in the same revision, and signed
// that too.
func TestASignatureChangesNothingThatIsSeen(t *testing.T) {
	s := signers()["self-signed"].Signer
	last, err := lastRevision(blank())
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range [][2]string{{"", ""}, {"/Rect [0 0 0 0]", "/Rect [0 0 9 9]"}, {"/Contents 4 0 R", "/Contents 2 0 R"}, {"/SigFlags 3", "/SigFlags 1"}, {"/ID [<", "/DI [<"}, {"\nxref\n3 1\n", "\nxref\n9 1\n"}} {
		d, err := last.draft(pdfDate(s.At), leastRoom)
		if err != nil {
			t.Fatal(err)
		}
		d.text = bytes.Replace(d.text, []byte(change[0]), []byte(change[1]), 1)
		c := cms{chain: s.Chain, digest: d.digest(last.file)}
		if err := s.sign(context.Background(), &c); err != nil {
			t.Fatal(err)
		}
		der, err := c.encode()
		if err != nil {
			t.Fatal(err)
		}
		hex.Encode(d.text[d.from-len(last.file)+1:], der)
		_, err = Signatures(append(bytes.Clone(last.file), d.text...))
		if (err == nil) != (change[0] == change[1]) {
			t.Errorf("%q instead of %q: %v", change[1], change[0], err)
		}
	}
}

func TestOnlyOneFormOfASignatureIsRead(t *testing.T) {
	s := signers()["ecdsa"]
	signed := sign(t, blank(), s.Signer)
	from := bytes.Index(signed, []byte("/Contents <")) + len("/Contents <")
	raw, err := hex.DecodeString(string(signed[from : from+2*leastRoom]))
	if err != nil {
		t.Fatal(err)
	}
	again := func(change func(*contentInfo)) []byte {
		var info contentInfo
		if _, err := asn1.Unmarshal(raw, &info); err != nil {
			t.Fatal(err)
		}
		change(&info)
		der, err := asn1.Marshal(info)
		if err != nil {
			t.Fatal(err)
		}
		file := bytes.Clone(signed)
		hex.Encode(file[from:], append(der, make([]byte, leastRoom-len(der))...))
		return file
	}
	if _, err := Signatures(again(func(*contentInfo) {})); err != nil {
		t.Errorf("not changed: %v", err)
	}
	stranger := asn1.RawValue{FullBytes: s.root.Raw}
	unrelated := asn1.RawValue{FullBytes: signers()["self-signed"].root.Raw}
	for name, change := range map[string]func(*contentInfo){
		"version":            func(i *contentInfo) { i.Content.Version = 3 },
		"no signer":          func(i *contentInfo) { i.Content.Signers = nil },
		"two signers":        func(i *contentInfo) { i.Content.Signers = append(i.Content.Signers, i.Content.Signers[0]) },
		"no certificates":    func(i *contentInfo) { i.Content.Certificates = nil },
		"unrelated":          func(i *contentInfo) { i.Content.Certificates = append(i.Content.Certificates, unrelated) },
		"not a certificate":  func(i *contentInfo) { i.Content.Certificates[0] = asn1.RawValue{FullBytes: []byte{0x30, 0}} },
		"content inside":     func(i *contentInfo) { i.Content.Content.Type = oidSignedData },
		"a signed attribute": func(i *contentInfo) { a := &i.Content.Signers[0].Signed; *a = append(*a, (*a)[0]) },
		"one less":           func(i *contentInfo) { a := &i.Content.Signers[0].Signed; *a = (*a)[:2] },
		"unsigned attribute": func(i *contentInfo) {
			i.Content.Signers[0].Unsigned = []attribute{{oidData, []asn1.RawValue{stranger}}}
		},
		"two tokens": func(i *contentInfo) {
			i.Content.Signers[0].Unsigned = []attribute{{oidToken, []asn1.RawValue{stranger, unrelated}}}
		},
		"another algorithm": func(i *contentInfo) { i.Content.Signers[0].Algorithm.OID = oidRSA },
		"empty signature":   func(i *contentInfo) { i.Content.Signers[0].Value = nil },
	} {
		if got, err := Signatures(again(change)); err == nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestOnlyTheReadersRootsMakeTrust(t *testing.T) {
	for name, s := range signers() {
		all, err := Signatures(sign(t, blank(), s.Signer))
		if err != nil {
			t.Fatal(err)
		}
		mine, others := x509.NewCertPool(), x509.NewCertPool()
		mine.AddCert(s.root)
		others.AddCert(issue("Ève Côté", p256(), nil, authority).cert)
		if err := all[0].CheckChain(mine, signedAt); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := all[0].CheckChain(mine, signedAt.AddDate(30, 0, 0)); err == nil {
			t.Errorf("%s: expired, and trusted", name)
		}
		for _, roots := range []*x509.CertPool{others, x509.NewCertPool()} {
			if err := all[0].CheckChain(roots, signedAt); err == nil {
				t.Errorf("%s: trusted without its root", name)
			}
		}
	}
}

// A key of a million bits would keep the reader busy for minutes.
func TestHugeKeysAreRefusedAtOnce(t *testing.T) {
	huge := &rsa.PublicKey{N: new(big.Int).SetBit(big.NewInt(1), 1_000_000, 1), E: 65537}
	by := issue("x", p256(), nil, authority)
	template := &x509.Certificate{SerialNumber: big.NewInt(1), BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, template, by.cert, huge, by.key)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chainOf([]asn1.RawValue{{FullBytes: der}}, issuerAndSerial{}); err == nil || !strings.Contains(err.Error(), "1000001 bits") {
		t.Error(err)
	}
}

func TestASubjectCannotPlayTricks(t *testing.T) {
	i := issue("a\x1b[31mb\u202ec\nd", p256(), nil, nil)
	if got := subjectOf(i.cert); strings.ContainsAny(got, "\x1b\n\u202e") {
		t.Errorf("%q", got)
	}
}

func TestDictionaries(t *testing.T) {
	for text, want := range map[string]string{
		"<</A 1>>":                                "1",
		"<</B<</A 2>>/A 3 0 R /C[1 2 R]>>":        "3 0 R",
		"<< /B (\\)>>(/A)) /A [1 0 R <</A 1>>]>>": "[1 0 R <</A 1>>]",
		"<</B <3e>/A/Name>>":                      "/Name",
		"<</A 1/B 2>> /A 3":                       "1",
		"<</B true /A null>>":                     "null",
	} {
		d, err := dictionaryAt([]byte(text))
		if err != nil || string(d.value("A")) != want {
			t.Errorf("%q: %q, %v", text, d.value("A"), err)
		}
	}
	deep := strings.Repeat("[", 100_000)
	for _, text := range []string{"", "<<", "<</A", "<</A>>", "<</A 1 /A 2>>", "<</A (>>", "<</A <3e", "<</A [1>>", "<</A 1 %\n>>", "<</A )>>", "<<1 2>>", "<</A " + deep + ">>"} {
		if d, err := dictionaryAt([]byte(text)); err == nil {
			t.Errorf("%.40q: read as %v", text, d.values)
		}
	}
}

func FuzzSignatures(f *testing.F) {
	base := blank()
	f.Add(base)
	f.Add(base[len(base)/2:])
	f.Add(append(bytes.Clone(base), shadow(base)...))
	once := sign(f, base, signers()["self-signed"].Signer)
	f.Add(once)
	f.Add(sign(f, once, signers()["ecdsa"].Signer))
	f.Fuzz(func(t *testing.T, file []byte) {
		if r, err := lastRevision(file); err == nil {
			if d, err := r.draft(pdfDate(signedAt), leastRoom); err == nil {
				if again, date, err := r.same(append(bytes.Clone(file), d.text...)); err != nil || date != pdfDate(signedAt) || again.from != d.from {
					t.Errorf("a revision of ours is not recognised: %v", err)
				}
			}
		}
		all, err := Signatures(file)
		if err != nil || len(all) == 0 {
			return
		}
		last := all[len(all)-1]
		if last.Length != len(file) || last.Unsigned <= 0 || last.Unsigned >= last.Length {
			t.Errorf("%+v", last)
		}
		if again, err := Signatures(file[:all[0].Length]); err != nil || len(again) != 1 {
			t.Errorf("cut after the first signature: %v", err)
		}
	})
}

func FuzzCMS(f *testing.F) {
	for name, s := range signers() {
		c := cms{chain: s.Chain, value: []byte(name), token: []byte{0x30, 0}}
		der, err := c.encode()
		if err != nil {
			f.Fatal(err)
		}
		f.Add(der)
	}
	f.Fuzz(func(t *testing.T, der []byte) {
		c, err := decode(der, [32]byte{})
		if err == nil {
			t.Errorf("a signature over zeros: %s", fmt.Sprint(c.chain[0].Subject))
		}
	})
}
