pdnsutil create-zone example.com ns1.example.com
pdnsutil import-tsig-key failover hmac-sha256 Zm9yIHRoZSBleGFtcGxlIG9ubHksIG1ha2UgYSBuZXcgb25lIQ==
pdnsutil set-meta example.com TSIG-ALLOW-DNSUPDATE failover
