package record

// A Build is how the running program came to be, as the program itself has it.
type Build struct {
	// Commit is the revision of the sources, as the version control had it.
	Commit string `json:"commit,omitempty"`
	// Modified tells that the sources were no longer those of Commit.
	Modified bool `json:"modified,omitempty"`
	// Dependencies is the SHA-256 of the list of modules linked in, kept beside
	// the log: path, version and sum, one module a line.
	Dependencies Hash     `json:"dependencies,omitzero"`
	Flags        []string `json:"flags,omitempty"` // "-trimpath=true", "CGO_ENABLED=0"
}

// A Machine is what the system says of the machine it runs on.
type Machine struct {
	Vendor  string `json:"vendor,omitempty"`  // DMI sys_vendor
	Product string `json:"product,omitempty"` // DMI product_name
	// Virtual names what the system shows of a hypervisor or a container; what
	// shows nothing can be one all the same.
	Virtual []string `json:"virtual,omitempty"`
	// ID is HMAC-SHA-256 of the program's name, keyed with machine-id(5), which
	// asks never to be shown as it is.
	ID        Hash    `json:"id,omitzero"`
	Processor string  `json:"processor,omitempty"` // its model
	Memory    int64   `json:"memory,omitempty"`    // bytes
	Booted    Instant `json:"booted,omitzero"`
	// Patched is when the list of installed packages last changed.
	Patched Instant `json:"patched,omitzero"`
}

// A Network is how the machine reaches the others.
type Network struct {
	Routes []string `json:"routes,omitempty"` // default ones: "eth0 via 192.0.2.1"
	Echoes []Echo   `json:"echoes,omitempty"` // in the order configured
}

// An Echo is what a service told that answers with the address it was asked
// from: Address, or the Fault that kept it from being told.
type Echo struct {
	Service     string `json:"service"` // its URL
	Address     string `json:"address,omitempty"`
	Via         string `json:"via,omitempty"`        // RFC 9110, section 7.6.3
	Certificate Hash   `json:"certificate,omitzero"` // SHA-256 of the certificate shown, DER
	Fault       string `json:"fault,omitempty"`
}

func (n Network) check() error {
	for _, e := range n.Echoes {
		if e.Service == "" || (e.Address == "") == (e.Fault == "") {
			return errorf("echo of %q with address %q and fault %q", e.Service, e.Address, e.Fault)
		}
	}
	return nil
}
