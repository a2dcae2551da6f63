package record

import "regexp"

// Bounds of a register entry. They keep a leaf under [MaxLeaf].
const (
	MaxRegistered = 256     // items of one entry
	MaxMember     = 999_999 // the highest number of a member
	MaxPart       = 999     // the highest number of a part of a member's file
)

// A Register entry tells which encrypted files a claim's register held. It
// holds nothing of what is in them, and nothing of whose they are but a number:
// with it the date of a file can be proven to whom the file is shown.
type Register struct {
	Time  Instant      `json:"time"`
	Claim string       `json:"claim"`
	Items []Registered `json:"items"` // in order of member and part, none twice
}

// A Registered file is one of a claim's register. Part 0 is the tombstone of a
// member whose files were removed.
type Registered struct {
	Member int  `json:"member_no"`
	Part   int  `json:"part"`
	SHA256 Hash `json:"sha256"`
}

var claimForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,63}$`)

func (r Register) check() error {
	if !claimForm.MatchString(r.Claim) {
		return errorf("register of the claim %.20q", r.Claim)
	}
	if len(r.Items) == 0 || len(r.Items) > MaxRegistered {
		return errorf("%d registered, 1 to %d", len(r.Items), MaxRegistered)
	}
	for i, it := range r.Items {
		if it.Member < 1 || it.Member > MaxMember || it.Part < 0 || it.Part > MaxPart || it.SHA256.IsZero() {
			return errorf("registered %d: part %d of member %d, digest %v", i, it.Part, it.Member, it.SHA256)
		}
		if i > 0 && !r.Items[i-1].before(it) {
			return errorf("registered %d does not come after the one before", i)
		}
		if i > 0 && r.Items[i-1].Part == 0 && r.Items[i-1].Member == it.Member {
			return errorf("registered %d is of a member whose files were removed", i)
		}
	}
	return nil
}

func (r Registered) before(other Registered) bool {
	return r.Member < other.Member || r.Member == other.Member && r.Part < other.Part
}
