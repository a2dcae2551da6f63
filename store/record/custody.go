package record

// A Custody entry says what was done with the evidence itself.
type Custody struct {
	Time    Instant `json:"time"`
	Role    string  `json:"role"` // "operator", "counsel", "daemon", "witness"
	Act     string  `json:"act"`  // "key-created", "bundle-exported"
	What    string  `json:"what,omitempty"`
	Digest  Hash    `json:"digest,omitzero"`   // SHA-256 of what came out
	Tool    string  `json:"tool,omitempty"`    // program that did it, where a form was changed
	Version string  `json:"version,omitempty"` // of the tool
	Inputs  []Hash  `json:"inputs,omitempty"`  // SHA-256 of each thing that went in
}

func (c Custody) check() error {
	if c.Role == "" || c.Act == "" {
		return errorf("custody without role or act")
	}
	if c.Tool == "" && (c.Version != "" || len(c.Inputs) > 0) {
		return errorf("custody of a conversion without its tool")
	}
	return nil
}
