SELECT sec.assert_protected();
