package dossier

// A Clock is what is known of a vantage's clock in the period, from one entry
// before it to one after.
type Clock struct {
	Servers []TimeServer `json:"servers"` // in order of first sight; empty where none was ever asked
	Asked   int          `json:"asked"`   // times that servers were asked
	Agreed  int          `json:"agreed"`  // times that a majority of those asked agreed, two at the least
	// WorstOffset is what was to be added to the clock to have the servers'
	// time, give or take Uncertainty, when the two together were most. Both are
	// null where no majority ever agreed; Worst says when and Proof where.
	WorstOffset *Seconds    `json:"worst_offset_s"`
	Uncertainty *Seconds    `json:"uncertainty_s"`
	Worst       Time        `json:"worst"`
	Proof       Ref         `json:"proof"` // leaf -1 where there is none
	Steps       []ClockStep `json:"steps"`
}

// A TimeServer is one that was asked, and what became of it.
type TimeServer struct {
	Server    string `json:"server"`    // as the vantage names it
	Reference string `json:"reference"` // its own source, as it last named it
	Asked     int    `json:"asked"`
	Answered  int    `json:"answered"`
	// Agreed is how often it answered with the majority, Apart how often
	// against it.
	Agreed int `json:"agreed"`
	Apart  int `json:"apart"`
}

// A ClockStep is a wall clock that was set, or a machine that slept.
type ClockStep struct {
	Entered Time    `json:"entered"`  // by the clock as it was set, within a minute of it
	Gained  Seconds `json:"gained_s"` // on the monotonic clock
	Proof   Ref     `json:"proof"`
}
