package record

import (
	"math"
	"strings"
)

const (
	roundSlack = 5 * 60_000 // ms between when a listing is due and when it begins
	endSlack   = 60_000     // ms that its end may take beside the time given
)

// Answers refuses what no listing of q can have been: one that began far from
// its round, was whole after its time was over, or read more than it may.
func (i Inventory) Answers(q Question) error {
	scheme, _, _ := strings.Cut(q.URL, "://")
	apart := int64(i.Time) - i.Round.Millis()
	switch {
	case apart < -roundSlack || apart > roundSlack:
		return errorf("a listing that began %d s from its round", apart/1000)
	case i.Mount && scheme != "file":
		return errorf("a mounted folder that is not of this machine")
	case !i.Account.IsZero() && scheme == "file":
		return errorf("a folder of this machine under an account")
	case i.ReadBytes > q.readable(scheme, i):
		return errorf("a listing that read %d bytes, and may read %d a day", i.ReadBytes, q.Read)
	case i.Whole() && int64(i.Ended-i.Time) > q.Timeout+endSlack:
		return errorf("a listing that was whole after %d s, its time was over after %d", int64(i.Ended-i.Time)/1000, q.Timeout/1000)
	}
	return nil
}

// readable is how much a listing can have read. Files whose size nobody tells are
// counted as they are read, and one byte more tells that a file is longer than
// it was said to be. What a crawl lists it has read.
func (q Question) readable(scheme string, i Inventory) int64 {
	switch {
	case scheme == "http" || scheme == "https":
		return i.Bytes
	case q.Read > math.MaxInt64/4:
		return math.MaxInt64
	}
	return 2*q.Read + i.Items
}
