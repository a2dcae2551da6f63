package registry

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"fmt"
	"strings"
)

// A code lets a member come back to a file that this machine can't read. It is 16 bytes,
// written with their check, the first 12 bits of their SHA-256, in the base 32 of
// Douglas Crockford: 28 letters and digits, in seven groups of four.
const (
	codeSize   = 16
	codeLetter = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
)

var codeBase = base32.NewEncoding(codeLetter).WithPadding(base32.NoPadding)

// codeOf derives a member's code from the key of its first post: the same post brings
// the same receipt, and nothing on disk brings the code.
func codeOf(key [32]byte, claim string, no int) [codeSize]byte {
	h := hmac.New(sha256.New, key[:])
	fmt.Fprintf(h, "constat-code/1\n%s\n%d\n", claim, no)
	return [codeSize]byte(h.Sum(nil))
}

// printCode writes a code as it is read out: ABCD-EFGH-… of seven groups.
func printCode(code [codeSize]byte) string {
	sum := sha256.Sum256(code[:])
	// 128 bits and 12 are 140, which are 28 letters; the last 4 bits of 18 bytes are cut.
	s := codeBase.EncodeToString(append(code[:], sum[0], sum[1]&0xf0))[:28]
	var groups []string
	for i := 0; i < len(s); i += 4 {
		groups = append(groups, s[i:i+4])
	}
	return strings.Join(groups, "-")
}

// parseCode reads what was typed: case, hyphens and blanks don't matter, O is a
// zero, I and L are a one.
func parseCode(typed string) (code [codeSize]byte, err error) {
	if len(typed) > 200 {
		return code, ErrCode
	}
	s := strings.Map(func(r rune) rune {
		switch {
		case r == '-' || r == ' ' || r == '\u00a0' || r == '\t' || r == '\r' || r == '\n' || r == '\u2010' || r == '\u2011' || r == '\u2013':
			return -1
		case r == 'O':
			return '0'
		case r == 'I' || r == 'L':
			return '1'
		}
		return r
	}, strings.ToUpper(typed))
	if len(s) != 28 {
		return code, ErrCode
	}
	b, err := codeBase.DecodeString(s + "0") // 29 letters are 18 bytes and a bit
	if err != nil || len(b) != codeSize+2 {
		return code, ErrCode
	}
	sum := sha256.Sum256(b[:codeSize])
	if !bytes.Equal(b[codeSize:], []byte{sum[0], sum[1] & 0xf0}) {
		return code, ErrCode
	}
	return [codeSize]byte(b), nil
}

// accessDigest is what of a code stands in entry.json. A code has 128 random bits, so one
// hash is enough; claim and number keep a copied entry from opening another file.
func accessDigest(code [codeSize]byte, claim string, no int) Digest {
	return digestOf(fmt.Appendf(nil, "constat-access/1\n%s\n%d\n%x\n", claim, no, code))
}

// postDigest is what of a post's key stands beside what it brought.
func postDigest(key [32]byte, claim string) Digest {
	return digestOf(fmt.Appendf(nil, "constat-post/1\n%s\n%x\n", claim, key))
}

func sameDigest(a, b Digest) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }
