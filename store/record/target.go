package record

// A Question is what is asked of a target and how, without name, site or
// interval. Its digest is the target's id in a dossier, so that two vantages
// that ask the same thing are seen to do so.
type Question struct {
	Kind       string   `json:"kind"`                 // one of Schemes, AskInventory or AskNothing
	URL        string   `json:"url"`                  // as configured, never with credentials
	Method     string   `json:"method"`               // HTTP method, RFC 9110 section 9; empty for the other kinds
	Headers    []Header `json:"headers,omitempty"`    // sent beside the fixed ones
	Auth       string   `json:"auth,omitempty"`       // of http: the authorization that is sent, basic or bearer; never what
	Timeout    int64    `json:"timeout_ms"`           // for the whole question, milliseconds
	BodyLimit  int64    `json:"body_limit"`           // bytes read and hashed; what comes after is cut; 0 for the other kinds
	Conditions []string `json:"conditions,omitempty"` // as written in the configuration
	Read       int64    `json:"read,omitempty"`       // of an inventory: bytes of content read a day
	Pick       string   `json:"pick,omitempty"`       // of an inventory that counts: where the number stands
	Matter     string   `json:"matter,omitempty"`     // of a statement: one of Matters
	Follow     int      `json:"follow,omitempty"`     // of http: how many redirects are followed at most; 0: the first is the answer
	HTTP       int      `json:"http,omitempty"`       // of http: 2 where HTTP/2 is offered beside HTTP/1.1
	Body       string   `json:"body,omitempty"`       // of http: what is sent behind the head of the request
	Address    string   `json:"address,omitempty"`    // IP or IP:PORT that is asked, whatever the name leads to
}

// AskInventory is the kind of a question that asks what a store holds,
// not whether it answers: its chain has inventories and no observations.
const AskInventory = "inventory"

// ID returns the digest of q's one encoding.
func (q Question) ID() Hash { return Sum(encodeJSON(q)) }

// A Header is one HTTP field line, RFC 9110 section 5.
type Header struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// A Link ties a leaf to its target: the chain, the leaf's place in it counted
// from 0, and the digest of the leaf before (zero for the first). Digests of
// leaves are RFC 6962 leaf hashes: SHA-256 of a zero byte and the leaf.
type Link struct {
	Chain Chain  `json:"chain"`
	Seq   uint64 `json:"seq"`
	Prev  Hash   `json:"prev"`
}

// A Target is a question put at fixed times, under a name. It is entered at
// first use and at each change; segments cite it by leaf index.
type Target struct {
	Link
	Time     Instant  `json:"time"`
	Name     string   `json:"name"`
	Site     string   `json:"site,omitempty"`
	Provider string   `json:"provider,omitempty"`
	Control  bool     `json:"control,omitempty"` // asked to know our own network, always shown
	Interval Round    `json:"interval"`          // tenths of a second between two rounds
	Question Question `json:"question"`
	// Secret is the digest of the 32 bytes that key the identifiers sent with
	// each probe. They are disclosed with the target, so that a provider can
	// find our requests in its own logs and miss those never sent.
	Secret Hash `json:"secret"`
	// ProviderName is the provider in full, as a contract calls it; Provider is
	// the word of the configuration.
	ProviderName string `json:"provider_name,omitempty"`
}

// maxProviderName bounds the name of a provider, in bytes.
const maxProviderName = 200

// A Round is a scheduled instant, in tenths of a second since
// 1970-01-01T00:00:00Z by the vantage's own count. Rounds of a target grow by
// its interval whatever the wall clock does, and order its observations.
type Round int64

// Millis returns r in milliseconds.
func (r Round) Millis() int64 { return int64(r) * 100 }
