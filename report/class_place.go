package report

import (
	"net/url"
	"slices"
	"strings"
)

// placeOf is what an address leads to, whoever asks for it and how: http and https, with
// and without www, are one. It is empty for what is no address of a page.
func placeOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	host := strings.TrimPrefix(strings.TrimSuffix(strings.ToLower(u.Hostname()), "."), "www.")
	if port := u.Port(); port != "" && port != map[string]string{"http": "80", "https": "443"}[u.Scheme] {
		host += ":" + port
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	return host + path + "?" + u.RawQuery
}

// hostName is the host name of a place, with its port where it has one of its own.
func hostName(place string) string {
	host, _, _ := strings.Cut(place, "/")
	return host
}

// sameHosts tells of each site which others have pages under a host name of it: pages
// of one site can be handed in as several, and several customers have one name.
func (g *gathering) sameHosts() {
	by := map[string][]int{}
	for _, s := range g.list {
		for _, host := range s.hosts() {
			by[host] = append(by[host], s.number)
		}
	}
	ours := len(g.d.Sites)
	for i, s := range g.list {
		var same []int
		for _, host := range s.hosts() {
			same = append(same, by[host]...)
		}
		slices.Sort(same)
		same = slices.DeleteFunc(slices.Compact(same), func(n int) bool { return n == s.number })
		if i < ours {
			g.d.Sites[i].SameHost = same
		} else {
			g.d.Others[i-ours].SameHost = same
		}
	}
}

// hosts are the host names of the pages of s, each once.
func (s *gathered) hosts() (list []string) {
	for _, place := range s.places {
		list = append(list, hostName(place))
	}
	slices.Sort(list)
	return slices.Compact(list)
}
