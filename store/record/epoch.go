package record

import (
	"strconv"
	"strings"
)

// Epoch splits the origin of a log, "saguenay-1/2", into the vantage's name
// and the number of its epoch, from 1. ok is false for any other form.
func Epoch(origin string) (vantage string, n int, ok bool) {
	i := strings.LastIndexByte(origin, '/')
	if i < 1 {
		return "", 0, false
	}
	n, err := strconv.Atoi(origin[i+1:])
	return origin[:i], n, err == nil && n > 0 && strconv.Itoa(n) == origin[i+1:]
}

// EpochOf returns the origin of a vantage's n-th log.
func EpochOf(vantage string, n int) string { return vantage + "/" + strconv.Itoa(n) }

// A Close ends an epoch: the log's key signs nothing after it but time stamps
// of its own checkpoints and the seals over them. Who stole the key can sign
// another close with another successor; two of them are two histories.
type Close struct {
	Time      Instant `json:"time"`
	Reason    string  `json:"reason"`    // "rotation" or "theft"
	Successor string  `json:"successor"` // verifier key of the next epoch (c2sp.org/signed-note)
}

func (c Close) check() error {
	if c.Successor == "" || (c.Reason != "rotation" && c.Reason != "theft") {
		return errorf("close for %q without successor or reason", c.Reason)
	}
	return nil
}

// A Successor is the first leaf of an epoch that goes on with another. With
// the key lost there is no close on the other side, and the reader is told.
type Successor struct {
	Time        Instant `json:"time"`
	Reason      string  `json:"reason"`      // "rotation", "loss" or "theft"
	Predecessor string  `json:"predecessor"` // verifier key of the epoch before
	Head        Head    `json:"head"`        // its last checkpoint
}

func (s Successor) check() error {
	switch s.Reason {
	case "rotation", "loss", "theft":
	default:
		return errorf("successor for %q", s.Reason)
	}
	if s.Predecessor == "" || s.Head.Size < 1 || s.Head.Root.IsZero() {
		return errorf("successor of %q after %d leaves", s.Predecessor, s.Head.Size)
	}
	return nil
}
