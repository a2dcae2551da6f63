package dossier

// A Witness is one that the reader's policy names, and what it cosigned of a
// log, as far as the bundles show. Its times are its own clock's.
type Witness struct {
	Name      string `json:"name"` // in the policy
	Key       string `json:"key"`  // verifier key, c2sp.org/tlog-cosignature
	First     Time   `json:"first"`
	FirstSize int64  `json:"first_size"` // leaves it cosigned first
	Newest    Time   `json:"newest"`
	Size      int64  `json:"size"` // and newest
}

// A Single says from when on the witnesses that the reader's policy asks for
// saw one history of a log, by their own clocks; null where they did not.
type Single struct {
	Since     Time  `json:"since"`
	SinceSize int64 `json:"since_size"` // leaves there were then
	Size      int64 `json:"size"`       // leaves that they cosigned
}
