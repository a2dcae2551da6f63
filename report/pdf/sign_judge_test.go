package pdf

import (
	"bytes"
	"crypto/sha256"
	"crypto/x509"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// trusting makes a certificate database for pdfsig with one certificate in it:
// a root, or a signer's own as a trusted peer, which it can be only with an
// e-mail address in it.
func trusting(t *testing.T, c *x509.Certificate) string {
	t.Helper()
	dir := t.TempDir()
	judge(t, "certutil", "-N", "--empty-password", "-d", "sql:"+dir)
	trust := ",P,"
	if c.IsCA {
		trust = "CT,C,C"
	}
	judge(t, "certutil", "-A", "-n", "trusted", "-t", trust, "-d", "sql:"+dir, "-i", savePEM(t, "CERTIFICATE", c.Raw))
	return dir
}

func pdfsig(t *testing.T, database string, file []byte) string {
	t.Helper()
	if _, err := exec.LookPath("pdfsig"); err != nil {
		t.Skip("pdfsig is not installed")
	}
	out, _ := exec.Command("pdfsig", "-nssdir", "sql:"+database, save(t, file)).CombinedOutput() // its status follows no rule
	return string(out)
}

func TestPdfsigTrustsTheSignature(t *testing.T) {
	base := rich()
	stamp, _ := stamps(t)
	for name, s := range signers() {
		for _, stamped := range []bool{false, true} {
			if s.Stamp = nil; stamped {
				s.Stamp = stamp
			}
			out := pdfsig(t, trusting(t, s.root), sign(t, base, s.Signer))
			for _, want := range []string{
				"Signature Validation: Signature is Valid.", "Certificate Validation: Certificate is Trusted.", "Total document signed",
				"Signer Certificate Common Name: Ève Côté", "Signature Type: ETSI.CAdES.detached", "Signing Time: Nov 18 2026",
			} {
				if !strings.Contains(out, want) {
					t.Errorf("%s, stamped %v: no %q in\n%s", name, stamped, want, out)
				}
			}
		}
	}
}

func TestPdfsigKnowsBothSignatures(t *testing.T) {
	s := signers()["ecdsa"]
	out := pdfsig(t, trusting(t, s.root), sign(t, sign(t, blank(), s.Signer), signers()["rsa"].Signer))
	if strings.Count(out, "Signature is Valid.") != 2 || strings.Count(out, "Certificate is Trusted.") != 2 {
		t.Error(out)
	}
}

func TestPdfsigSeesAChangedByte(t *testing.T) {
	s := signers()["ecdsa"]
	base := rich()
	signed := sign(t, base, s.Signer)
	database := trusting(t, s.root)
	for name, at := range map[string]int{
		"the producer": bytes.Index(signed, []byte("/Producer <")) + 14, "metadata": bytes.Index(signed, []byte("xmp:CreatorTool>c")) + 16,
		"the date": bytes.Index(signed[len(base):], []byte("/M (D:2026")) + len(base) + 9,
		"a stream": bytes.Index(signed, []byte("stream\n")) + 100, "an attachment": bytes.LastIndex(signed[:len(base)], []byte("\nendstream")) - 1,
	} {
		file := bytes.Clone(signed)
		file[at] ^= 1
		if out := pdfsig(t, database, file); !strings.Contains(out, "Digest Mismatch") {
			t.Errorf("%s, byte %d: %s", name, at, out)
		}
		if _, err := Signatures(file); err == nil {
			t.Errorf("%s, byte %d: not seen", name, at)
		}
	}
}

func TestQpdfFindsNothingWrongInASignedReport(t *testing.T) {
	signed := rich()
	for _, s := range signers() {
		signed = sign(t, signed, s.Signer)
		if out := judge(t, "qpdf", "--check", save(t, signed)); strings.Contains(out, "WARNING") {
			t.Error(out)
		}
	}
}

func TestAttachmentsStayAfterSigning(t *testing.T) {
	path := save(t, sign(t, rich(), signers()["rsa"].Signer))
	list := judge(t, "pdfdetach", "-list", path)
	for n, a := range attached() {
		out := save(t, nil)
		judge(t, "pdfdetach", "-save", fmt.Sprint(n+1), "-o", out, path)
		if got, err := os.ReadFile(out); err != nil || !bytes.Equal(got, a.Data) || !strings.Contains(list, a.Name) {
			t.Errorf("%q came out as %d bytes, %v\n%s", a.Name, len(got), err, list)
		}
	}
}

// openssl verifies the signature with what anyone can cut from the file.
func TestOpensslVerifiesTheSignature(t *testing.T) {
	stamp, _ := stamps(t)
	for name, s := range signers() {
		s.Stamp = stamp
		signed := sign(t, blank(), s.Signer)
		der, content := byHand(t, signed)
		args := []string{"cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", save(t, der), "-content", save(t, content),
			"-CAfile", savePEM(t, "CERTIFICATE", s.root.Raw), "-attime", fmt.Sprint(signedAt.Unix()), "-out", os.DevNull}
		if out := judge(t, "openssl", args...); !strings.Contains(out, "CAdES Verification successful") {
			t.Errorf("%s: %s", name, out)
		}
		content[10] ^= 1
		args[9] = save(t, content)
		if out, err := exec.Command("openssl", args...).CombinedOutput(); err == nil || !strings.Contains(string(out), "content verify error") {
			t.Errorf("%s, changed: %s", name, out)
		}
	}
}

// byHand cuts the signature and what it is over from a file by its byte
// range alone.
func byHand(t *testing.T, file []byte) (der, content []byte) {
	t.Helper()
	m := regexp.MustCompile(`/ByteRange \[0 (\d+) +(\d+) +(\d+) *\] /Contents <`).FindSubmatch(file)
	if m == nil {
		t.Fatal("no byte range")
	}
	var from, to, length int
	if _, err := fmt.Sscan(string(m[1])+" "+string(m[2])+" "+string(m[3]), &from, &to, &length); err != nil {
		t.Fatal(err)
	}
	if to+length != len(file) {
		t.Fatalf("the range ends at %d of %d", to+length, len(file))
	}
	if _, err := fmt.Sscanf(string(file[from:to]), "<%x>", &der); err != nil {
		t.Fatal(err)
	}
	return der, append(bytes.Clone(file[:from]), file[to:]...)
}

func TestOpensslVerifiesTheTimeStamp(t *testing.T) {
	stamp, root := stamps(t)
	s := signers()["self-signed"].Signer
	s.Stamp = stamp
	all, err := Signatures(sign(t, rich(), s))
	if err != nil {
		t.Fatal(err)
	}
	out := judge(t, "openssl", "ts", "-verify", "-token_in", "-in", save(t, all[0].Token), "-digest", fmt.Sprintf("%x", sha256.Sum256(all[0].Value)),
		"-CAfile", savePEM(t, "CERTIFICATE", root.Raw), "-attime", fmt.Sprint(signedAt.Unix()))
	if !strings.Contains(out, "Verification: OK") {
		t.Error(out)
	}
	t.Logf("token of %d bytes", len(all[0].Token))
}
