package record

import (
	"net/netip"
	"testing"
)

func TestOnlyPublicAddressesMayBeLedTo(t *testing.T) {
	for _, s := range []string{
		"127.0.0.1", "127.9.9.9", "::1", "0.0.0.0", "::", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "fe80::1%eth0", "fd00:ec2::254", "fc00::1",
		"100.64.0.1", "100.100.100.200", "192.0.0.192", "198.18.0.1", "224.0.0.1", "255.255.255.255", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:0:7f00:1::", "ff02::1", "fec0::1",
	} {
		if Public(netip.MustParseAddr(s)) {
			t.Errorf("%s may be led to", s)
		}
	}
	for _, s := range []string{"1.1.1.1", "93.184.216.34", "100.63.255.255", "100.128.0.1", "172.32.0.1", "192.0.1.1", "2606:4700::1111", "2001:4860::8888", "2a00::1", "64:ff9b::101:101"} {
		if !Public(netip.MustParseAddr(s)) {
			t.Errorf("%s may not be led to", s)
		}
	}
	if Public(netip.Addr{}) {
		t.Error("no address may be led to")
	}
}

func TestNamesOfPrivateNetworks(t *testing.T) {
	for host, private := range map[string]bool{
		"localhost": true, "a.localhost": true, "nas": true, "nas.local": true, "NAS.lan.": true, "db.internal": true, "nas.home.arpa": true,
		"home.arpa": false, "1.0.0.127.in-addr.arpa": false, "shop.example": false, "lan.example.org": false, "": false, "local.ca": false,
	} {
		if PrivateName(host) != private {
			t.Errorf("%q: %v", host, !private)
		}
	}
}
