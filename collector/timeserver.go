package collector

import (
	"context"
	"errors"
	"net"
	"os"
	"strings"
	"time"

	"github.com/beevik/ntp"

	"constat/store/record"
)

const longestFault = 200 // bytes

// askTime asks one time server once, by NTP version 4 (RFC 5905), for as long
// as ctx lasts.
func askTime(ctx context.Context, server string) record.Told {
	deadline, ok := ctx.Deadline()
	if !ok {
		deadline = time.Now().Add(askPatience)
	}
	patience := time.Until(deadline)
	if patience <= 0 {
		return unheard(server, os.ErrDeadlineExceeded)
	}
	var hangUp func() bool
	dial := func(_, address string) (net.Conn, error) {
		conn, err := new(net.Dialer).DialContext(ctx, "udp", address)
		if err == nil {
			hangUp = context.AfterFunc(ctx, func() { _ = conn.Close() })
		}
		return conn, err
	}
	r, err := ntp.QueryWithOptions(server, ntp.QueryOptions{Timeout: patience, Dialer: dial})
	if hangUp != nil {
		hangUp()
	}
	if err == nil {
		err = r.Validate()
	} else if ctx.Err() != nil {
		err = os.ErrDeadlineExceeded // whichever of the two came first
	}
	if err != nil {
		return unheard(server, err)
	}
	return told(server, r)
}

// told is an answer in whole microseconds. The distance, half of the delay
// included, is rounded up.
func told(server string, r *ntp.Response) record.Told {
	return record.Told{
		Server: server, Offset: r.ClockOffset.Microseconds(), Within: r.RootDistance.Microseconds() + 1, Delay: r.RTT.Microseconds(),
		Stratum: int(r.Stratum), Reference: strings.Trim(r.ReferenceString(), "."),
	}
}

// unheard is a server without an answer that can be used. The fault is the
// system's word for it, without our own passing address.
func unheard(server string, err error) record.Told {
	if op, ok := errors.AsType[*net.OpError](err); ok {
		err = op.Err
	}
	fault := strings.ToValidUTF8(err.Error(), "")
	if len(fault) > longestFault {
		fault = strings.ToValidUTF8(fault[:longestFault], "")
	}
	return record.Told{Server: server, Fault: fault}
}
