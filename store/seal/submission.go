package seal

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"

	"golang.org/x/mod/sumdb/tlog"
)

// MaxSubmission is the longest body of an add-checkpoint request in bytes: the old
// size, 63 hashes, an empty line, and a checkpoint.
const MaxSubmission = 64 + MaxProof*45 + 1 + MaxSubmitted

// A Submission asks a witness for a cosignature: c2sp.org/tlog-witness, "add-checkpoint".
type Submission struct {
	Old        int64  // leaves of the checkpoint that was cosigned before, 0 for none
	Proof      []Hash // that the new tree grows from the old one
	Checkpoint []byte // signed by the log, and perhaps by others
}

// Encode returns the body of the request.
func (s Submission) Encode() []byte {
	b := fmt.Appendf(nil, "old %d\n", s.Old)
	for _, h := range s.Proof {
		b = append(base64.StdEncoding.AppendEncode(b, h[:]), '\n')
	}
	return append(append(b, '\n'), s.Checkpoint...)
}

// ParseSubmission reads a body, in its one form.
func ParseSubmission(b []byte) (s Submission, err error) {
	if len(b) > MaxSubmission {
		return s, fmt.Errorf("request of %d bytes, at most %d", len(b), MaxSubmission)
	}
	line, rest, ok := bytes.Cut(b, []byte("\n"))
	digits, isOld := bytes.CutPrefix(line, []byte("old "))
	if !ok || !isOld {
		return s, errors.New("request: the first line is not \"old SIZE\"")
	}
	if s.Old, err = strconv.ParseInt(string(digits), 10, 64); err != nil || s.Old < 0 || strconv.FormatInt(s.Old, 10) != string(digits) {
		return s, fmt.Errorf("request: old size %q", digits)
	}
	for {
		if line, rest, ok = bytes.Cut(rest, []byte("\n")); !ok {
			return s, errors.New("request: no empty line before the checkpoint")
		}
		if len(line) == 0 {
			break
		}
		h, err := base64.StdEncoding.Strict().DecodeString(string(line))
		if err != nil || len(h) != tlog.HashSize || len(s.Proof) == MaxProof || len(line) != base64.StdEncoding.EncodedLen(len(h)) {
			return s, fmt.Errorf("request: line %d of the proof", len(s.Proof)+1)
		}
		s.Proof = append(s.Proof, Hash(h))
	}
	if len(rest) == 0 || rest[len(rest)-1] != '\n' {
		return s, errors.New("request: the checkpoint does not end its last line")
	}
	s.Checkpoint = rest
	return s, nil
}
