package surety.sandbox;

/// A vendor whose wire format the sandbox speaks.
public enum Vendor {
  /// Productive.io, API version 2 (JSON:API).
  PRODUCTIVE,
  /// Harvest, API version 2.
  HARVEST,
  /// Float, API version 3.
  FLOAT,
  /// Pipedrive, API versions 1 and 2.
  PIPEDRIVE,
  /// HubSpot, CRM API version 3.
  HUBSPOT,
  /// ConnectWise PSA, API version 3.0.
  CONNECTWISE,
  /// Autotask PSA, REST API version 1.0.
  AUTOTASK,
  /// QuickBooks Online, accounting API version 3.
  QUICKBOOKS,
  /// Xero, accounting API 2.0 and projects API 2.0.
  XERO,
  /// Accelo, API version 0.
  ACCELO,
  /// Kantata OX, API version 1.
  KANTATA,
  /// Resource Guru, API version 1.
  RESOURCEGURU,
  /// Salesforce, REST API version 66.0.
  SALESFORCE,
  /// Scoro, API version 2.
  SCORO
}
