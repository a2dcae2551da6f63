package warc

import (
	"bytes"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
)

// ErrUnchecked says that a record has no digest that could be checked.
var ErrUnchecked = errors.New("no digest to check")

// Check compares the digests that a record names (SHA-1 or SHA-256, in
// hexadecimal or base32) with its bytes. An error other than ErrUnchecked says
// which is wrong. The payload of a revisit is elsewhere and is not compared; that
// of a chunked message is compared as it stands, and a difference says nothing,
// since some writers undo the chunks first.
func (r Record) Check() error {
	block, err := compare("block", r.Get("WARC-Block-Digest"), r.Block)
	if err != nil {
		return err
	}
	payload, err := r.checkPayload()
	if err != nil {
		return err
	}
	if !block && !payload {
		return ErrUnchecked
	}
	return nil
}

func (r Record) checkPayload() (done bool, err error) {
	if r.Type() == "revisit" {
		return false, nil
	}
	head, body := r.HTTP()
	done, err = compare("payload", r.Get("WARC-Payload-Digest"), body)
	if err != nil && chunked(head) {
		return false, nil
	}
	return done, err
}

func chunked(head []byte) bool {
	return bytes.Contains(bytes.ToLower(head), []byte("\r\ntransfer-encoding:"))
}

func compare(what, want string, b []byte) (done bool, err error) {
	name, digest, _ := strings.Cut(want, ":")
	var sum []byte
	switch strings.ToLower(strings.ReplaceAll(name, "-", "")) {
	case "sha1":
		s := sha1.Sum(b)
		sum = s[:]
	case "sha256":
		s := sha256.Sum256(b)
		sum = s[:]
	default:
		return false, nil
	}
	if strings.EqualFold(digest, hex.EncodeToString(sum)) ||
		strings.EqualFold(strings.TrimRight(digest, "="), strings.TrimRight(base32.StdEncoding.EncodeToString(sum), "=")) {
		return true, nil
	}
	return true, fmt.Errorf("the %s digest is %s:%x, not %.100s", what, name, sum, want)
}
